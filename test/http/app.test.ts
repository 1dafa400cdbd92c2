import { expect, it } from 'vitest';
import { startTestServer } from '../support/http-server.ts';

it('answers what is nowhere in plain text', async () => {
  const { url } = await startTestServer();
  const response = await fetch(`${url}/nowhere`);
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    404,
    'text/plain; charset=utf-8',
    'Not found. There are /, /metrics, /probe, /-/healthy, /-/ready and, by POST or PUT, /-/reload.\n',
  ]);
});

it('names only what is there', async () => {
  const { url } = await startTestServer();
  const text = await (await fetch(`${url}/nowhere`)).text();
  const paths = [...text.matchAll(/\/[a-z/-]*/g)].map(([path]) => path);
  expect(paths).toHaveLength(6);
  for (const path of paths) expect((await fetch(url + path)).status).not.toBe(404);
});

it.each(['/metrics', '/metrics/', '/metrics?a=b', '/', '/-/healthy', '/-/ready'])(
  'says which methods %s answers to',
  async (path) => {
    const { url } = await startTestServer();
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const response = await fetch(url + path, { method });
      const allow = response.headers.get('allow');
      expect([response.status, allow, await response.text()]).toEqual([
        405,
        'GET, HEAD',
        'Allowed here: GET, HEAD.\n',
      ]);
    }
    expect((await fetch(`${url}/nowhere`, { method: 'POST' })).status).toBe(404);
  },
);

it('has the page for people', async () => {
  const { url } = await startTestServer();
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/html');
});

it('does not mind a slash at the end', async () => {
  const { url } = await startTestServer();
  expect((await fetch(`${url}/metrics/`)).status).toBe(200);
});

it('answers a malformed path without giving anything away', async () => {
  const { url } = await startTestServer();
  const response = await fetch(`${url}/%zz`);
  expect(response.status).toBe(400);
});

it('refuses a body that is far too large', async () => {
  const { url } = await startTestServer({ reload: () => expect.fail('reloaded') });
  const response = await fetch(`${url}/-/reload`, { method: 'POST', body: 'x'.repeat(100_000) });
  expect([response.status, await response.text()]).toEqual([413, 'Bad request.\n']);
});

it('logs requests at the level debug only', async () => {
  const { url, lines } = await startTestServer();
  await (await fetch(`${url}/-/healthy`)).text();
  await expect.poll(() => lines.filter(({ msg }) => msg === 'Request')).toHaveLength(1);
  expect(lines.at(-1)).toMatchObject({ level: 'debug', method: 'GET', url: '/-/healthy', status: 200 });
  expect(lines.filter(({ level }) => level !== 'debug').map(({ msg }) => msg)).toEqual(['Listening on']);
});
