import { expect, it } from 'vitest';
import { followScripted } from '../support/kubernetes/following.ts';

/** About a minute, as chance has it. */
const SLOW_MS = 66_000;

it('says which right is missing and how to give it, and asks again slowly', async () => {
  const { server, clock, handler, follower } = await followScripted();
  const message =
    'secrets is forbidden: User "system:serviceaccount:monitoring:exporter" cannot list resource "secrets" in API group "" in the namespace "shop"';
  (await server.next()).refuse(403, message);
  await follower.attempted;
  expect(follower.state).toMatchObject({
    up: false,
    synced: false,
    problem: { reason: 'permission_denied' },
  });
  expect(follower.state.problem?.detail).toBe(
    `The API server ${server.url} forbids to list secrets in namespace shop (403). To allow it: kubectl create role tls-cert-exporter-secrets --namespace=shop --verb=list,watch --resource=secrets && kubectl create rolebinding tls-cert-exporter-secrets --namespace=shop --role=tls-cert-exporter-secrets --serviceaccount=monitoring:exporter. It says: ${message}`,
  );
  await clock.pass(SLOW_MS);
  (await server.next()).list([]);
  await handler.until('synced');
  expect(follower.state.problem).toBeUndefined();
});

it('tells a watch that is forbidden from a list that is', async () => {
  const { server, clock, handler, follower } = await followScripted({ namespace: undefined });
  (await server.next()).list([], '3');
  await handler.until('synced');
  (await server.next()).refuse(403);
  await clock.wanted(SLOW_MS);
  expect(follower.state).toMatchObject({ up: false, synced: true, problem: { reason: 'permission_denied' } });
  expect(follower.state.problem?.detail).toBe(
    `The API server ${server.url} forbids to watch secrets in all namespaces (403). To allow it: kubectl create clusterrole tls-cert-exporter-secrets --verb=list,watch --resource=secrets && kubectl create clusterrolebinding tls-cert-exporter-secrets --clusterrole=tls-cert-exporter-secrets --user=USER.`,
  );
  await clock.pass(SLOW_MS);
  // What was listed is still good.
  expect((await server.next()).parameter('resourceVersion')).toBe('3');
});

it('says that the cluster does not have such objects, and asks again slowly', async () => {
  const { server, clock, handler, follower } = await followScripted({
    kind: {
      group: 'cert-manager.io',
      version: 'v1',
      resource: 'certificates',
      kind: 'Certificate',
      namespaced: true,
    },
  });
  const question = await server.next();
  expect(question.url.pathname).toBe('/apis/cert-manager.io/v1/namespaces/shop/certificates');
  question.answer(404, '404 page not found\n');
  await follower.attempted;
  expect(follower.state.problem).toEqual({
    reason: 'api_error',
    detail: `The cluster ${server.url} has no Certificate of cert-manager.io/v1 (404): what defines it is not installed, or is of another version.`,
  });
  await clock.pass(SLOW_MS);
  (await server.next()).list([]);
  await handler.until('synced');
});

it('asks with fresh credentials once when they are not accepted, then with growing pauses', async () => {
  const { server, clock, follower } = await followScripted();
  (await server.next()).refuse(401, 'Unauthorized');
  const second = await server.next();
  expect(follower.state.problem).toBeUndefined();
  second.refuse(401, 'Unauthorized');
  await follower.attempted;
  expect(follower.state.problem).toMatchObject({ reason: 'permission_denied' });
  expect(follower.state.problem?.detail).toMatch(/does not accept the credentials \(401\).*Unauthorized$/);
  await clock.pass(1100);
  (await server.next()).refuse(401);
  await clock.pass(2200);
  (await server.next()).list([]);
  await expect.poll(() => follower.state).toMatchObject({ up: true, problem: undefined });
});

it.each<[string, object, Record<string, string>]>([
  ['the header', {}, { 'retry-after': '30' }],
  ['the Status', { details: { retryAfterSeconds: 30 } }, {}],
])('waits as long as %s asks', async (_where, more, headers) => {
  const { server, clock, follower } = await followScripted();
  (await server.next()).refuse(429, 'too many requests', more, headers);
  await clock.wanted(30_000);
  expect(follower.state).toMatchObject({ up: false, problem: { reason: 'api_error' } });
  await clock.advance(29_999);
  expect(server.waiting).toBe(0);
  await clock.advance(1);
  await server.next();
});

it('waits no more than ten minutes, whatever is asked', async () => {
  const { server, clock } = await followScripted();
  (await server.next()).refuse(503, 'later', {}, { 'retry-after': '999999' });
  await clock.pass(600_000);
  await server.next();
});

it('comes back with growing pauses to a server that is unwell', async () => {
  const { server, clock, follower } = await followScripted();
  for (const pause of [1100, 2200, 4400, 8800, 17_600, 35_200, 66_000, 66_000]) {
    (await server.next()).answer(500, 'x'.repeat(200_000));
    await clock.pass(pause);
  }
  expect(follower.state.problem?.detail).toBe(
    `The API server ${server.url} did not list secrets in namespace shop (500).`,
  );
  (await server.next()).list([]);
  await expect.poll(() => follower.state.up).toBe(true);
});

it('does not read a refusal without end', async () => {
  const { server, follower } = await followScripted();
  const question = await server.next();
  question.open({}, 500);
  await question.send('x'.repeat(70_000));
  await question.over;
  await follower.attempted;
  expect(follower.state.problem?.detail).toContain('(500)');
});

it.each([302, 400, 504])('does not take the status %i for a list', async (status) => {
  const { server, follower } = await followScripted();
  (await server.next()).answer(status, { items: [] }, { location: 'https://example.com/' });
  await follower.attempted;
  expect(follower.state).toMatchObject({
    up: false,
    problem: { reason: status === 504 ? 'timeout' : 'api_error' },
  });
});
