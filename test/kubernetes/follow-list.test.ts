import { expect, it } from 'vitest';
import { followScripted, named } from '../support/kubernetes/following.ts';

it('starts a list again when the server has forgotten it, without hiding what is known', async () => {
  const { server, clock, handler, follower } = await followScripted();
  (await server.next()).list([named('a')], '1', 'next');
  (await server.next()).refuse(410, 'The provided continue parameter is too old');
  await clock.pass(1100);
  expect(follower.state).toMatchObject({ up: true, synced: false, problem: undefined });
  const again = await server.next();
  expect(again.parameter('continue')).toBeNull();
  again.list([named('a'), named('b')], '5');
  expect(await handler.until('synced')).toEqual(['begin', '+a', 'begin', '+a', '+b', 'synced']);
  expect((await server.next()).parameter('resourceVersion')).toBe('5');
});

it('goes on with the rest as it is now, and has told what changed meanwhile', async () => {
  const { server, clock, handler } = await followScripted();
  (await server.next()).list([named('a')], '1', 'next');
  (await server.next()).refuse(410, 'too old', { reason: 'Expired', metadata: { continue: 'inconsistent' } });
  await clock.pass(1100);
  const rest = await server.next();
  expect(rest.parameter('continue')).toBe('inconsistent');
  rest.list([named('b')], '9');
  expect(await handler.until('synced')).toEqual(['begin', '+a', '+b', 'synced']);
  // Not from 9 on: `a` may have changed between 1 and 9.
  expect((await server.next()).parameter('resourceVersion')).toBe('1');
});

it('asks again for the page that broke off, and for no other', async () => {
  const { server, clock, handler, follower } = await followScripted();
  (await server.next()).list([named('a')], '1', 'next');
  const broken = await server.next();
  broken.open();
  await broken.send(
    '{"metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"b"}},{"metadata":{"na',
  );
  await handler.until('+b');
  broken.reset();
  await follower.attempted;
  expect(follower.state).toMatchObject({ up: false, synced: false, problem: { reason: 'api_error' } });
  expect(follower.state.problem?.detail).toBe(
    `Cannot ask the API server ${server.url}: it closed the connection (ECONNRESET).`,
  );
  await clock.pass(1100);
  const again = await server.next();
  expect(again.parameter('continue')).toBe('next');
  again.list([named('b'), named('c')]);
  expect(await handler.until('synced')).toEqual(['begin', '+a', '+b', '+b', '+c', 'synced']);
  expect(follower.state).toMatchObject({ up: true, synced: true, problem: undefined });
});

it('gives a list up in which nothing comes any more', async () => {
  const { server, clock, handler, follower } = await followScripted();
  const silent = await server.next();
  silent.open();
  await silent.send('{"items":[{"metadata":{"name":"a"}},');
  await handler.until('+a');
  await clock.pass(60_000);
  await silent.over;
  await follower.attempted;
  expect(follower.state.problem).toEqual({
    reason: 'timeout',
    detail: `The API server ${server.url} stopped answering while it listed secrets in namespace shop.`,
  });
  await clock.pass(1100);
  (await server.next()).list([]);
  await handler.until('synced');
});

it('gives up on a server that takes the connection and says nothing', async () => {
  const { server, clock, follower } = await followScripted();
  const silent = await server.next();
  await clock.pass(60_000);
  await silent.over;
  await follower.attempted;
  expect(follower.state).toMatchObject({ problem: { reason: 'timeout' }, lastContact: undefined });
});

it.each([
  ['a page of a proxy', '<html>', 'The API server sent a list that is not JSON.'],
  ['something else', '{"kind":"Status"}', 'The API server sent something that is no list.'],
  ['null', 'null', 'The API server sent something that is no list.'],
  ['an object that is not JSON', '{"items":[{hunter2}]}', 'The API server sent an object that is not JSON.'],
])('is not taken in by %s where a list should be', async (_what, body, detail) => {
  const { server, clock, handler, follower } = await followScripted();
  (await server.next()).answer(200, body);
  await follower.attempted;
  expect(follower.state).toMatchObject({ up: false, problem: { reason: 'api_error', detail } });
  await clock.pass(1100);
  (await server.next()).list([]);
  await handler.until('synced');
});

it('does not read the same page without end', async () => {
  const { server, follower } = await followScripted();
  (await server.next()).list([named('a')], '1', 'next');
  (await server.next()).list([named('a')], '1', 'next');
  await expect
    .poll(() => follower.state.problem?.detail)
    .toBe(`The API server ${server.url} sends the same page of a list without end.`);
});

it('leaves out what has no name', async () => {
  const { server, handler } = await followScripted();
  (await server.next()).list([{}, { metadata: null }, named('a'), { metadata: { name: 7 } }]);
  expect(await handler.until('synced')).toEqual(['begin', '+a', 'synced']);
});

it('tells of an empty list as well', async () => {
  const { server, handler, follower } = await followScripted();
  (await server.next()).list([]);
  expect(await handler.until('synced')).toEqual(['begin', 'synced']);
  await follower.attempted;
});

it('asks for pages with what selects, and takes compressed ones', async () => {
  const { server, handler } = await followScripted({
    labelSelector: 'app in (a,b)',
    fieldSelector: 'type=kubernetes.io/tls',
  });
  const first = await server.next();
  expect(first.url.pathname).toBe('/api/v1/namespaces/shop/secrets');
  expect(Object.fromEntries(first.url.searchParams)).toEqual({
    limit: '2',
    labelSelector: 'app in (a,b)',
    fieldSelector: 'type=kubernetes.io/tls',
  });
  expect(first.headers).toMatchObject({ authorization: 'Bearer some-token', 'accept-encoding': 'identity' });
  first.list([named('a')], '1', 'a&b=c');
  const second = await server.next();
  expect(second.parameter('continue')).toBe('a&b=c');
  second.gzippedList([named('ä'.repeat(1000))]);
  expect(await handler.until('synced')).toEqual(['begin', '+a', `+${'ä'.repeat(1000)}`, 'synced']);
  const watch = await server.next();
  expect(Object.fromEntries(watch.url.searchParams)).toMatchObject({
    watch: '1',
    labelSelector: 'app in (a,b)',
    fieldSelector: 'type=kubernetes.io/tls',
  });
  // All of it over one connection.
  expect(server.connections).toBe(1);
});
