import { expect, it } from 'vitest';
import { askBoth } from '../../../src/handshake/dns/ask-both.ts';
import type { Answer } from '../../../src/handshake/dns/name-servers.ts';

const found: Answer = { kind: 'addresses', addresses: [{ address: '127.0.0.1', family: 4 }] };
const never = new Promise<Answer>(() => {});

it('waits for both answers', async () => {
  const none: Answer = { kind: 'none' };
  expect(await askBoth([Promise.resolve(none), Promise.resolve(found)], 60_000)).toEqual([none, found]);
});

it('does not wait long for the other once one has addresses', async () => {
  expect(await askBoth([never, Promise.resolve(found)], 1)).toEqual([found]);
});

it('waits for the other while one has nothing to offer', async () => {
  const late = Promise.withResolvers<Answer>();
  const answers = askBoth([Promise.resolve({ kind: 'none' }), late.promise], 0);
  setTimeout(() => late.resolve(found), 20);
  expect(await answers).toEqual([{ kind: 'none' }, found]);
});
