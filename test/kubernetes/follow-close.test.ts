import { expect, it } from 'vitest';
import { followScripted, named } from '../support/kubernetes/following.ts';

it('gives up the list that is under way, and says no more', async () => {
  const { server, clock, handler, follower } = await followScripted();
  const list = await server.next();
  list.open();
  await list.send('{"items":[{"metadata":{"name":"a"}},');
  await handler.until('+a');
  follower.close();
  await list.over;
  await follower.attempted;
  expect(handler.told).toEqual(['begin', '+a']);
  await expect.poll(() => clock.pending).toBe(0);
});

it('gives up the watch that is under way', async () => {
  const { server, clock, handler, follower } = await followScripted();
  (await server.next()).list([named('a')]);
  const watch = await server.next();
  watch.open();
  await clock.wanted(510_000);
  follower.close();
  await watch.over;
  await expect.poll(() => clock.pending).toBe(0);
  expect(handler.told).toEqual(['begin', '+a', 'synced']);
  expect(server.waiting).toBe(0);
});

it('does not come back after a wait', async () => {
  const { server, clock, follower } = await followScripted();
  (await server.next()).refuse(500);
  await clock.wanted(1100);
  follower.close();
  await clock.advance(100_000);
  expect(clock.pending).toBe(0);
  expect(server.waiting).toBe(0);
});

it('says no more when it is closed while it is told something', async () => {
  const { server, handler, follower } = await followScripted();
  const upsert = handler.upsert.bind(handler);
  handler.upsert = (object) => {
    upsert(object);
    follower.close();
  };
  (await server.next()).list([named('a'), named('b')]);
  await follower.attempted;
  // A turn for whatever might still be told.
  await new Promise((resolve) => setImmediate(resolve));
  expect(handler.told).toEqual(['begin', '+a']);
});
