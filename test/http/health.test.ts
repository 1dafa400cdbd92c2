import { expect, it } from 'vitest';
import { startTestServer } from '../support/http-server.ts';

it.each(['/-/healthy', '/healthz'])('%s is well whether it is ready or not', async (path) => {
  const { url } = await startTestServer({ ready: () => false });
  const response = await fetch(url + path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(await response.text()).toBe('Healthy.\n');
});

it.each(['/-/ready', '/readyz'])('%s says when it is ready', async (path) => {
  let ready = false;
  const { url } = await startTestServer({ ready: () => ready });
  const before = await fetch(url + path);
  expect([before.status, await before.text()]).toEqual([503, 'The first collection is not complete.\n']);
  ready = true;
  const after = await fetch(url + path);
  expect([after.status, await after.text()]).toEqual([200, 'Ready.\n']);
});

it('answers HEAD without a body', async () => {
  const { url } = await startTestServer();
  const response = await fetch(`${url}/-/healthy`, { method: 'HEAD' });
  expect([response.status, await response.text()]).toEqual([200, '']);
});
