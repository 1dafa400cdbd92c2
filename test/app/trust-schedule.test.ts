import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startAudits } from '../../src/app/trust-schedule.ts';
import { SeenPaths } from '../../src/trust/audit/seen-paths.ts';
import { FakeTimers } from '../support/fake-timers.ts';
import { rootTree } from '../support/root-tree.ts';

const SECOND = 1000;
const INTERVAL = 900;

/** Audits of one bundle in a time that a test moves on; `held` says what those that begin wait for. */
function started() {
  const root = rootTree({ '/ca.pem': 'one' });
  const timers = new FakeTimers();
  const held: { by: () => Promise<unknown> } = { by: () => Promise.resolve() };
  const begun: number[] = [];
  const changed: string[] = [];
  const errors: unknown[] = [];
  const schedule = startAudits(
    {
      interval: INTERVAL,
      audit: async () => {
        begun.push(timers.monotonic() / SECOND);
        const seen = new SeenPaths(root);
        seen.note('/ca.pem');
        await held.by();
        return seen.paths;
      },
      onChange: (path) => changed.push(path.slice(root.length)),
      onError: (error) => errors.push(error),
    },
    timers,
  );
  onTestFinished(() => schedule.stop());
  let length = 10;
  const write = (): void => writeFileSync(join(root, 'ca.pem'), 'x'.repeat(++length));
  return { schedule, timers, held, begun, changed, errors, write };
}

/** Moves the time on in steps, so that what a step began has ended before the next. */
async function pass(timers: FakeTimers, seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 5) await timers.pass(5 * SECOND);
}

it('audits at once and at its interval while nothing changes', async () => {
  const { timers, begun, changed } = started();
  await pass(timers, 3 * INTERVAL);
  expect(begun).toEqual([0, 900, 1800, 2700]);
  expect(changed).toEqual([]);
});

it('audits out of turn soon after a change, once, and goes on as before', async () => {
  const { timers, begun, changed, write } = started();
  await pass(timers, 30);
  write();
  await pass(timers, 20);
  expect(changed).toEqual(['/ca.pem']);
  expect(begun).toHaveLength(2);
  expect(begun[1]).toBeLessThanOrEqual(45);
  await pass(timers, INTERVAL);
  expect(begun).toEqual([0, begun[1], 900]);
});

it('never audits twice at a time, and looks for no change while it audits', async () => {
  const { timers, held, begun, changed, write } = started();
  await pass(timers, 30);
  const hold = Promise.withResolvers<void>();
  held.by = () => hold.promise;
  write();
  await pass(timers, 20);
  expect(begun).toHaveLength(2);
  write();
  // The one in turn is due meanwhile, and has nothing to add.
  await pass(timers, 2 * INTERVAL);
  expect(begun).toHaveLength(2);
  expect(changed).toHaveLength(1);
  held.by = () => Promise.resolve();
  hold.resolve();
  await pass(timers, 10);
  expect(begun).toHaveLength(3);
});

it('tells of an audit that fails, and tries a change again', async () => {
  const { timers, held, begun, errors, write } = started();
  await pass(timers, 30);
  held.by = () => Promise.reject(new Error('no'));
  write();
  await pass(timers, 20);
  expect(errors).toMatchObject([{ message: 'no' }]);
  held.by = () => Promise.resolve();
  await pass(timers, 60);
  expect(begun).toHaveLength(3);
  expect(errors).toHaveLength(1);
});

it('does not audit without end what is written without end', async () => {
  const { schedule, timers, held, begun, write } = started();
  held.by = () => new Promise<void>((resolve) => void timers.after(10 * SECOND, resolve));
  for (let passed = 0; passed < 2 * INTERVAL; passed += 5) {
    write();
    await timers.pass(5 * SECOND);
  }
  // In turn three times; between them after a rest of 100 seconds, then of 200, then of 400.
  expect(begun.length).toBeGreaterThan(3);
  expect(begun.length).toBeLessThanOrEqual(9);
  const stopped = schedule.stop();
  await pass(timers, 10);
  await stopped;
});

it('starts nothing any more once it has been stopped', async () => {
  const { schedule, timers, begun, write } = started();
  await pass(timers, 30);
  await schedule.stop();
  write();
  await pass(timers, 2 * INTERVAL);
  expect(begun).toEqual([0]);
  await vi.waitFor(() => expect(timers.pending).toBe(0), { timeout: 20_000 });
});
