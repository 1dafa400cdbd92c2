import { expect, it } from 'vitest';
import { startTestServer } from '../support/http-server.ts';

it.each(['PUT', 'POST'])('loads the configuration again on %s', async (method) => {
  let loads = 0;
  const { url } = await startTestServer({
    reload: async () => {
      loads += 1;
    },
  });
  const response = await fetch(`${url}/-/reload`, { method });
  expect([response.status, await response.text(), loads]).toEqual([200, 'Configuration reloaded.\n', 1]);
});

it('says why a configuration was refused', async () => {
  const reload = () => Promise.reject(new Error('config.yml: sources[0]', { cause: new Error('no name') }));
  const { url } = await startTestServer({ reload });
  const response = await fetch(`${url}/-/reload`, { method: 'POST' });
  expect([response.status, await response.text()]).toEqual([
    500,
    'Configuration refused: config.yml: sources[0]: no name\n',
  ]);
});

it('takes whatever body comes along', async () => {
  const { url } = await startTestServer();
  for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/whatever']) {
    const headers = { 'content-type': type };
    const response = await fetch(`${url}/-/reload`, { method: 'POST', headers, body: '{' });
    expect(response.status).toBe(200);
  }
});

it.each(['GET', 'HEAD', 'DELETE', 'PATCH', 'OPTIONS'])('changes nothing on %s', async (method) => {
  const { url } = await startTestServer({ reload: () => expect.fail('reloaded') });
  const response = await fetch(`${url}/-/reload`, { method });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('PUT, POST');
});
