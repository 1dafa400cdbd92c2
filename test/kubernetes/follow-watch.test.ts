import { expect, it } from 'vitest';
import { followScripted, named, type ScriptedFollowing } from '../support/kubernetes/following.ts';
import type { Question } from '../support/kubernetes/scripted-api-server.ts';
import { START } from '../support/kubernetes/still-clock.ts';

/** With a chance of 0.6 a watch is to last 480 s; with grace, this is when a silent one is given up. */
const SILENT_MS = 510_000;

async function watching(): Promise<ScriptedFollowing & { watch: Question }> {
  const following = await followScripted();
  (await following.server.next()).list([], '10');
  const watch = await following.server.next();
  expect(watch.parameter('resourceVersion')).toBe('10');
  watch.open();
  await following.clock.wanted(SILENT_MS);
  following.handler.told.length = 0;
  return { ...following, watch };
}

it('goes on after half an event and an end, from the last whole one', async () => {
  const { watch, server, handler, clock, follower } = await watching();
  await watch.event('ADDED', named('a', '11'));
  await watch.event('MODIFIED', { metadata: { name: 'b' } });
  await watch.send('{"type":"DELETED","object":{"metadata":{"na');
  watch.end();
  const again = await server.next();
  expect(again.parameter('resourceVersion')).toBe('11');
  again.open();
  await clock.wanted(SILENT_MS);
  await again.event('DELETED', named('a', '12'));
  expect(await handler.until('-a')).toEqual(['+a', '+b', '-a']);
  expect(follower.state).toMatchObject({ up: true, problem: undefined });
});

it('gives a silent watch up, and goes on where it was', async () => {
  const { watch, server, handler, clock, follower } = await watching();
  await clock.advance(SILENT_MS - 1000);
  await watch.event('BOOKMARK', { metadata: { resourceVersion: '20' } });
  await watch.event('ADDED', named('a', '21'));
  await handler.until('+a');
  // Heard: it has all the time again.
  await clock.advance(2000);
  expect(follower.state).toMatchObject({ up: true, lastContact: START + SILENT_MS / 1000 - 1 });
  await clock.advance(SILENT_MS - 2000);
  await watch.over;
  await clock.pass(1100);
  expect((await server.next()).parameter('resourceVersion')).toBe('21');
  expect(follower.state.problem).toBeUndefined();
});

it('lists again when what changed is no longer known, told within the watch', async () => {
  const { watch, server, handler, clock, follower } = await watching();
  await watch.event('ERROR', { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' });
  await clock.pass(1100);
  const list = await server.next();
  expect(list.parameter('watch')).toBeNull();
  list.list([named('b')], '30');
  expect(await handler.until('synced')).toEqual(['begin', '+b', 'synced']);
  expect((await server.next()).parameter('resourceVersion')).toBe('30');
  expect(follower.state).toMatchObject({ up: true, synced: true, problem: undefined });
});

it('lists again when what changed is no longer known, told at once', async () => {
  const { watch, server, handler, clock } = await watching();
  await watch.event('ADDED', named('a', '11'));
  await handler.until('+a');
  watch.end();
  (await server.next()).refuse(410, 'too old resource version');
  await clock.pass(1100);
  (await server.next()).list([], '30');
  expect(await handler.until('synced')).toEqual(['+a', 'begin', 'synced']);
});

it.each([
  ['an error of the server', '{"type":"ERROR","object":{"code":500,"message":"etcd is unwell"}}'],
  ['an error that says nothing', '{"type":"ERROR","object":null}'],
  ['what is not JSON', '<html>'],
  ['an event of no known type', '{"type":"PATCHED","object":{"metadata":{"name":"a"}}}'],
  ['what is no event', 'null'],
])('lists again after %s', async (_what, line) => {
  const { watch, server, handler, clock } = await watching();
  await watch.send(`${line}\n`);
  await clock.pass(1100);
  (await server.next()).list([named('c')], '40');
  expect(await handler.until('synced')).toEqual(['begin', '+c', 'synced']);
});

it('does not read an event without end', async () => {
  const { watch, server, clock } = await watching();
  const piece = Buffer.alloc(1024 * 1024, 'x');
  for (let sent = 0; sent < 17; sent++) await Promise.race([watch.send(piece), watch.over]);
  await watch.over;
  await clock.pass(1100);
  expect((await server.next()).parameter('watch')).toBeNull();
});

it('takes a server that ends every watch at once for what it is', async () => {
  const { watch, server, clock, follower } = await watching();
  watch.end();
  for (const pause of [1100, 2200]) {
    await clock.pass(pause);
    const next = await server.next();
    expect(follower.state.problem).toBeUndefined();
    next.open();
    next.end();
  }
  await clock.wanted(4400);
  expect(follower.state).toMatchObject({
    up: false,
    problem: {
      reason: 'api_error',
      detail: `The API server ${server.url} ends the watch of secrets in namespace shop at once.`,
    },
  });
  await clock.pass(4400);
  const healthy = await server.next();
  healthy.open();
  await healthy.event('ADDED', named('a', '11'));
  await expect.poll(() => follower.state).toMatchObject({ up: true, problem: undefined });
  // It was useful: the next failure is the first one again.
  healthy.reset();
  await clock.pass(1100);
  await server.next();
});

it('comes back at once when a watch has ended in good order', async () => {
  const { watch, server, clock } = await watching();
  await watch.event('BOOKMARK', { kind: 'Secret', metadata: { resourceVersion: '50' } });
  await clock.advance(480_000);
  watch.end();
  const next = await server.next();
  expect(next.parameter('resourceVersion')).toBe('50');
  expect(next.parameter('allowWatchBookmarks')).toBe('true');
  expect(next.parameter('timeoutSeconds')).toBe('480');
});

it('reads events wherever their bytes are split', async () => {
  const { watch, handler } = await watching();
  const lines = [
    { type: 'ADDED', object: named('ä€😀', '11') },
    { type: 'MODIFIED', object: named('"\\', '12') },
    { type: 'DELETED', object: named('ä€😀', '13') },
  ];
  const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  for (const byte of bytes) await watch.send(Buffer.of(byte));
  expect(await handler.until(3)).toEqual(['+ä€😀', '+"\\', '-ä€😀']);
});

it('survives a connection that is torn down', async () => {
  const { watch, server, clock, follower } = await watching();
  watch.reset();
  await clock.pass(1100);
  expect(follower.state).toMatchObject({ up: true, problem: undefined });
  expect((await server.next()).parameter('resourceVersion')).toBe('10');
});
