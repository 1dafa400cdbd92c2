import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';

const SCRIPT = join(import.meta.dirname, '../../scripts/end-with-npm.cjs');

/** Heeds each of the signals once, as the program does, and goes on until another one ends it. */
const heeding = (...signals: readonly NodeJS.Signals[]): string => `
  const heed = (signal) => {
    for (const each of ${JSON.stringify(signals)}) process.off(each, heed);
    console.log('heeded ' + signal);
  };
  for (const each of ${JSON.stringify(signals)}) process.on(each, heed);
  setInterval(() => undefined, 1000);
  console.log('begun');
`;

/** A process that npm has started, or not, with that script loaded before it. */
async function started(program: string, event: 'start' | 'none' = 'start') {
  const { npm_lifecycle_event: _, ...environment } = process.env;
  const env = { ...environment, ...(event === 'start' && { npm_lifecycle_event: event }) };
  const child = spawn(process.execPath, ['--require', SCRIPT, '--eval', program], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const said = async (): Promise<string> => String((await lines.next()).value);
  expect(await said()).toBe('begun');
  return { child, exit, said };
}

it('takes a signal that comes again at once for the same one, and another one later for what it is', async () => {
  const { child, exit, said } = await started(heeding('SIGINT', 'SIGTERM'));
  const before = performance.now();
  child.kill('SIGINT');
  expect(await said()).toBe('heeded SIGINT');
  const again = setInterval(() => child.kill('SIGINT'), 20);
  onTestFinished(() => clearInterval(again));
  expect(await exit).toEqual([null, 'SIGINT']);
  expect(performance.now() - before).toBeGreaterThan(1000);
});

it('does not end by the signal of its own what is ending by another one already', async () => {
  // As soon as it heeds the first, so that this takes no time; and it says so when the second has been dealt with.
  const second = `
    const emit = process.emit;
    process.emit = function (event, ...rest) {
      const result = emit.call(this, event, ...rest);
      if (event === 'SIGTERM') console.log('outlived');
      return result;
    };
    process.once('SIGHUP', () => process.kill(process.pid, 'SIGTERM'));
  `;
  const { child, said } = await started(second + heeding('SIGHUP', 'SIGTERM'));
  child.kill('SIGHUP');
  expect(await said()).toBe('heeded SIGHUP');
  expect(await said()).toBe('outlived');
});

it('leaves alone what npm has not started, and what heeds no signal', async () => {
  const [other, careless] = [await started(heeding('SIGINT'), 'none'), await started(heeding())];
  other.child.kill('SIGINT');
  expect(await other.said()).toBe('heeded SIGINT');
  for (const { child, exit } of [other, careless]) {
    child.kill('SIGINT');
    expect(await exit).toEqual([null, 'SIGINT']);
  }
});
