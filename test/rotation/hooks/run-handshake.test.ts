import { describe, expect, it } from 'vitest';
import type { HookHandshake } from '../../../src/model/rotation.ts';
import { runHandshake, type Shake, type Shaken } from '../../../src/rotation/hooks/run-handshake.ts';

const HOOK: HookHandshake = { handshake: 'localhost:443', module: 'default', servesNew: true, timeout: 600 };
const NEW = 'a'.repeat(64);
const OLD = 'b'.repeat(64);

const served = (leafSha256: string | undefined): Shaken => ({ ok: true, detail: '', leafSha256 });
const refused = (detail: string): Shaken => ({ ok: false, detail, leafSha256: undefined });

/** The answers one after the other, the last for ever. A fake, because no server fails so many times to order. */
function answers(...all: (Shaken | Error)[]): { shake: Shake; tries: () => number } {
  let tries = 0;
  return {
    tries: () => tries,
    shake: async () => {
      const answer = all[Math.min(tries++, all.length - 1)] as Shaken | Error;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}

describe('a handshake that fails', () => {
  it('is tried until the time is over, and the last reason told', async () => {
    const { shake } = answers(refused('connection_refused'));
    expect(await runHandshake({ ...HOOK, timeout: 0.05 }, shake, NEW)).toEqual({
      ok: false,
      detail: 'connection_refused (tried for 0.05 s)',
      output: '',
    });
  });

  it('because it never ends is called off at the end of the time, with the reason before', async () => {
    let tries = 0;
    const shake: Shake = async (_, signal) => {
      if (tries++ === 0) return refused('connection_refused');
      return new Promise((__, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    };
    expect((await runHandshake({ ...HOOK, timeout: 0.5 }, shake, NEW)).detail).toBe(
      'connection_refused (tried for 0.5 s)',
    );
  });

  it('because of a bug is no success and no crash', async () => {
    const { shake } = answers(new TypeError('of no use'));
    const end = await runHandshake({ ...HOOK, timeout: 0.05 }, shake, NEW);
    expect(end).toMatchObject({ ok: false, detail: 'of no use (tried for 0.05 s)' });
  });

  it('because the old certificate is still served, or none can be told', async () => {
    for (const leaf of [OLD, undefined]) {
      const end = await runHandshake({ ...HOOK, timeout: 0.05 }, answers(served(leaf)).shake, NEW);
      expect(end).toMatchObject({
        ok: false,
        detail: expect.stringContaining(leaf ?? 'none that could be read'),
      });
    }
    expect(
      await runHandshake({ ...HOOK, timeout: 0.05 }, answers(served(NEW)).shake, undefined),
    ).toMatchObject({
      ok: false,
    });
  });
});

describe('a handshake that succeeds', () => {
  it('ends the hook at once', async () => {
    const { shake, tries } = answers(served(NEW));
    expect(await runHandshake(HOOK, shake, NEW)).toEqual({ ok: true, detail: 'succeeded', output: '' });
    expect(tries()).toBe(1);
  });

  it('after a few tries says so', async () => {
    const { shake } = answers(refused('connection_refused'), served(OLD), served(NEW));
    expect((await runHandshake(HOOK, shake, NEW)).detail).toBe('succeeded at try 3');
  });

  it('with whatever certificate where nobody asks for the new one', async () => {
    expect((await runHandshake({ ...HOOK, servesNew: false }, answers(served(OLD)).shake, NEW)).ok).toBe(
      true,
    );
  });
});
