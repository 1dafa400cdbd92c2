import { hashSync } from 'bcryptjs';
import { expect, it } from 'vitest';
import { startTestServer } from '../../support/http-server.ts';
import { webConfigFolder } from '../../support/web-config.ts';

const users = (password: string): string => `basic_auth_users:\n  alice: ${hashSync(password, 4)}\n`;
const as = (user: string, password: string): RequestInit => ({
  headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
});

it.each(['/metrics', '/', '/-/healthy', '/-/ready', '/nowhere'])('asks who comes at %s', async (path) => {
  const { url } = await startTestServer({}, webConfigFolder().write(users('secret')));
  const stranger = await fetch(url + path);
  expect([stranger.status, stranger.headers.get('www-authenticate'), await stranger.text()]).toEqual([
    401,
    'Basic',
    'Unauthorized\n',
  ]);
  expect((await fetch(url + path, as('alice', 'wrong'))).status).toBe(401);
  expect((await fetch(url + path, as('bob', 'secret'))).status).toBe(401);
  expect((await fetch(url + path, as('alice', 'secret'))).status).toBe(path === '/nowhere' ? 404 : 200);
});

it('lets no stranger reload', async () => {
  const reload = () => expect.fail('reloaded');
  const { url } = await startTestServer({ reload }, webConfigFolder().write(users('secret')));
  expect((await fetch(`${url}/-/reload`, { method: 'POST' })).status).toBe(401);
});

it('takes a new password from the next request on', async () => {
  const { write } = webConfigFolder();
  const { url } = await startTestServer({}, write(users('first')));
  expect((await fetch(url, as('alice', 'first'))).status).toBe(200);
  write(users('second'));
  expect((await fetch(url, as('alice', 'first'))).status).toBe(401);
  expect((await fetch(url, as('alice', 'second'))).status).toBe(200);
});

it('adds the headers to every answer, also to a refusal', async () => {
  const headers = 'http_server_config:\n  headers:\n    X-Frame-Options: deny\n    X-XSS-Protection: 0\n';
  const { url } = await startTestServer({}, webConfigFolder().write(headers + users('secret')));
  for (const response of [await fetch(url), await fetch(`${url}/metrics`, as('alice', 'secret'))]) {
    expect(response.headers.get('x-frame-options')).toBe('deny');
    expect(response.headers.get('x-xss-protection')).toBe('0');
  }
});

it('limits the rate of requests', async () => {
  const { write } = webConfigFolder();
  const { url } = await startTestServer({}, write('rate_limit: {interval: 1h, burst: 2}'));
  const statuses: number[] = [];
  for (let request = 0; request < 4; request += 1) statuses.push((await fetch(`${url}/-/healthy`)).status);
  expect(statuses).toEqual([200, 200, 429, 429]);
  write('{}');
  expect((await fetch(`${url}/-/healthy`)).status).toBe(200);
});
