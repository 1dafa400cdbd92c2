import { describe, expect, it } from 'vitest';
import { Courier, type CourierOptions } from '../../src/relay/courier.ts';
import type { RobotMessage } from '../../src/relay/message.ts';
import type { Failure, Outcome } from '../../src/relay/outcome.ts';
import { RelayState } from '../../src/relay/relay-state.ts';
import { recordedLog } from '../support/recorded-log.ts';

const NEVER = new AbortController().signal;
const message = (title: string): RobotMessage => ({
  msgtype: 'markdown',
  markdown: { title, text: title },
  at: { atMobiles: [], isAtAll: false },
});
const failed = (again: Failure['again'], reason: Failure['reason'] = 'connection'): Failure => ({
  ok: false,
  reason,
  again,
  detail: 'as it was',
});

/** A courier whose posts end as the test says, and which does not really wait. */
function courierWith(outcomes: readonly Outcome[], options: Partial<CourierOptions> = {}) {
  const left = [...outcomes];
  const posted: string[] = [];
  const waited: number[] = [];
  const { log, lines } = recordedLog();
  const state = new RelayState(() => 1_790_000_000);
  const courier = new Courier({
    post: async ({ markdown }) => {
      posted.push(markdown.title);
      return left.shift() ?? { ok: true };
    },
    wait: async (milliseconds) => waited.push(milliseconds),
    clock: () => 0,
    log,
    state,
    ...options,
  });
  return { courier, posted, waited, lines, state };
}

describe('a message that does not get through', () => {
  it('is tried three times, with growing pauses, and then given back', async () => {
    const { courier, posted, waited, state, lines } = courierWith([
      failed('soon'),
      failed('soon', 'timeout'),
      failed('soon', 'http_status'),
    ]);
    expect(await courier.deliver(message('a'), NEVER)).toMatchObject({ ok: false, reason: 'http_status' });
    expect(posted).toEqual(['a', 'a', 'a']);
    expect(waited).toEqual([500, 2000]);
    expect(state.failures.get('http_status')).toBe(1);
    expect(state.failures.get('connection')).toBe(0);
    expect(lines.at(-1)).toMatchObject({ level: 'error', reason: 'http_status', detail: 'as it was' });
  });

  it.each(['never', 'later'] as const)('is not tried again where that helps %s', async (again) => {
    const { courier, posted } = courierWith([failed(again, 'refused')]);
    expect(await courier.deliver(message('a'), NEVER)).toMatchObject({ ok: false });
    expect(posted).toEqual(['a']);
  });

  it('the robot gets nothing for a minute once it has said that it gets too much', async () => {
    let now = 0;
    const { courier, posted } = courierWith([failed('later', 'throttled')], { clock: () => now });
    await courier.deliver(message('a'), NEVER);
    expect(await courier.deliver(message('b'), NEVER)).toMatchObject({ reason: 'throttled', again: 'later' });
    now = 60_000;
    expect(await courier.deliver(message('b'), NEVER)).toEqual({ ok: true });
    expect(posted).toEqual(['a', 'b']);
  });

  it('and never more than twenty in a minute', async () => {
    const { courier, posted } = courierWith([]);
    const outcomes = await Promise.all(
      Array.from({ length: 25 }, (_, index) => courier.deliver(message(String(index)), NEVER)),
    );
    expect(posted).toHaveLength(20);
    expect(outcomes.slice(20).every((outcome) => !outcome.ok && outcome.reason === 'throttled')).toBe(true);
  });

  it('one for which nobody waits any more is not sent', async () => {
    const begun = Promise.withResolvers<Outcome>();
    const posted: string[] = [];
    const { courier } = courierWith([], {
      post: async ({ markdown }) => {
        posted.push(markdown.title);
        return begun.promise;
      },
    });
    const gone = new AbortController();
    const first = courier.deliver(message('a'), NEVER);
    const second = courier.deliver(message('b'), gone.signal);
    gone.abort();
    begun.resolve({ ok: true });
    expect(await first).toEqual({ ok: true });
    expect(await second).toMatchObject({ ok: false, reason: 'timeout' });
    expect(posted).toEqual(['a']);
  });

  it('a waiting room that is full says so', async () => {
    const begun = Promise.withResolvers<Outcome>();
    const { courier } = courierWith([], { post: () => begun.promise });
    const waiting = Array.from({ length: 50 }, (_, index) => courier.deliver(message(String(index)), NEVER));
    expect(await courier.deliver(message('one more'), NEVER)).toMatchObject({ reason: 'throttled' });
    begun.resolve({ ok: true });
    expect(await waiting[0]).toEqual({ ok: true });
    await Promise.all(waiting);
  });

  it('a bug with one does not keep the next one back', async () => {
    let calls = 0;
    const { courier } = courierWith([], {
      post: async () => {
        calls += 1;
        if (calls === 1) throw new TypeError('a bug');
        return { ok: true };
      },
    });
    await expect(courier.deliver(message('a'), NEVER)).rejects.toThrow('a bug');
    expect(await courier.deliver(message('b'), NEVER)).toEqual({ ok: true });
  });
});

it('messages leave in the order in which they came, one after the other', async () => {
  let under = 0;
  let most = 0;
  const posted: string[] = [];
  const { courier, state, lines } = courierWith([], {
    post: async ({ markdown }) => {
      under += 1;
      most = Math.max(most, under);
      await Promise.resolve();
      posted.push(markdown.title);
      under -= 1;
      return { ok: true };
    },
  });
  await Promise.all(['a', 'b', 'c'].map((title) => courier.deliver(message(title), NEVER)));
  expect(posted).toEqual(['a', 'b', 'c']);
  expect(most).toBe(1);
  expect(state.messages).toBe(3);
  expect(state.lastSent).toBe(1_790_000_000);
  expect(lines.map(({ title }) => title)).toEqual(['a', 'b', 'c']);
});
