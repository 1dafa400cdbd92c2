import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { programMissing } from '../../support/programs.ts';
import { rootMissing } from '../../support/root-missing.ts';
import type { SwapOrder, SwapReport } from '../../support/rotation/swap-order.ts';
import {
  backupsOf,
  contentOf,
  leftovers,
  NEW,
  nextRun,
  OLD,
  type SwapPlace,
  swapPlace,
} from '../../support/rotation/swap-place.ts';
import { callsOf, failingAt, killedAt, type TracedCall } from '../../support/rotation/traced-swap.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** How many swaps are traced at once: most of the time of each is the start of its process. */
const AT_ONCE = 4;

interface Kind {
  readonly name: string;
  readonly own: Partial<SwapOrder>;
  readonly isShared?: boolean;
  readonly isNew?: boolean;
  /** What may be in the target after a kill and before the next run. */
  readonly between: readonly string[];
  /** What the next run may find out; each of it is seen. */
  readonly states: readonly string[];
}

const KINDS: readonly Kind[] = [
  { name: 'replaced', own: {}, between: ['old', 'new'], states: ['nothing', 'swept', 'hooks_due'] },
  {
    name: 'replaced and put back',
    own: { way: 'restore' },
    between: ['old', 'new'],
    states: ['nothing', 'swept', 'hooks_due', 'reload_due'],
  },
  {
    name: 'created',
    own: { create: true },
    isNew: true,
    between: ['missing', 'new'],
    states: ['nothing', 'swept', 'hooks_due'],
  },
  {
    name: 'written in place and put back',
    own: { inPlace: true, way: 'restore' },
    isShared: true,
    between: ['old', 'half', 'new'],
    states: ['nothing', 'swept', 'hooks_due', 'reload_due'],
  },
];

function placeFor(parent: string, name: string, { isShared, isNew }: Kind): SwapPlace {
  const place = swapPlace(parent, name, isShared);
  if (isNew) rmSync(place.target);
  return place;
}

const orderFor = ({ target, directory }: SwapPlace, { own }: Kind): SwapOrder => ({
  target,
  directory,
  content: NEW,
  ...own,
});

/** Does something with each call of a kind of swap, a few at once, each in a place of its own. */
async function atEachCall<T>(
  kind: Kind,
  act: (call: TracedCall, place: SwapPlace) => Promise<T>,
): Promise<T[]> {
  const parent = temporaryFolder();
  const calls = await callsOf(orderFor(placeFor(parent, 'clean', kind), kind), parent);
  const waiting = [...calls.entries()];
  const results: T[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, call] = next;
      results.push(await act(call, placeFor(parent, String(index), kind)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

const cannotTrace = rootMissing('trace other processes') || programMissing('strace');

describe.skipIf(cannotTrace)('killed at each of its system calls', () => {
  it.each(KINDS)(
    'a swap $name leaves a whole file, and the next run clears up',
    { timeout: 120_000 },
    async (kind) => {
      const seen = await atEachCall(kind, async (call, place) => {
        const at = `${call.name} ${call.nth}`;
        const ended = await killedAt(orderFor(place, kind), call);
        const between = contentOf(place);
        expect(kind.between, `${at}: between`).toContain(between);
        const state = await nextRun(place);
        const after = contentOf(place);
        // Which of the two it is follows from what the next run says; half is no more.
        const old = kind.isNew ? 'missing' : 'old';
        if (state === 'hooks_due') expect(after, at).toBe('new');
        else if (state === 'swept' || state === 'reload_due') expect(after, at).toBe(old);
        else expect([old, 'new'], at).toContain(after);
        expect(leftovers(place), at).toEqual([]);
        for (const backup of backupsOf(place)) expect(backup === OLD, `${at}: a backup is whole`).toBe(true);
        expect(await nextRun(place), `${at}: once`).toBe('nothing');
        return { state, between, wasKilled: ended.signal === 'SIGKILL' };
      });
      expect(seen.every(({ wasKilled }) => wasKilled)).toBe(true);
      expect(seen.length).toBeGreaterThan(20);
      expect(new Set(seen.map(({ state }) => state))).toEqual(new Set(kind.states));
      expect(new Set(seen.map(({ between }) => between))).toEqual(new Set(kind.between));
    },
  );
});

describe.skipIf(cannotTrace)('with an error of the disk at each of its system calls', () => {
  it.each(KINDS.filter(({ own }) => own.way))(
    'a swap $name fails with what was there before, or succeeds',
    { timeout: 120_000 },
    async (kind) => {
      const seen = await atEachCall(kind, async (call, place) => {
        const at = `${call.name} ${call.nth}`;
        const { stdout, status } = await failingAt(orderFor(place, kind), call, 'EIO');
        expect(status, at).toBe(0);
        const report = (stdout.trim() === '' ? {} : JSON.parse(stdout)) as SwapReport | Record<string, never>;
        const hasFailed = 'failed' in report;
        // Node.js makes folders by itself, and tells of the one above that is missing then.
        const why = call.name === 'mkdir' ? /ENOENT|EIO/ : /EIO|Input\/output error/;
        if (hasFailed) expect(report.failed, at).toMatch(why);
        await nextRun(place);
        const [old, after] = [kind.isNew ? 'missing' : 'old', contentOf(place)];
        expect([old, 'new'], at).toContain(after);
        expect(leftovers(place), at).toEqual([]);
        return { at, hasFailed, after };
      });
      expect(seen.filter(({ hasFailed }) => hasFailed).length).toBeGreaterThan(10);
    },
  );
});
