import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { BenchError } from '../../../bench/bench-error.ts';
import { Child } from '../../../bench/program/child.ts';

/** Whether it runs: one that has ended and waits to be reaped does not (`Z` in the status of proc(5)). */
function runs(pid: number): boolean {
  try {
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** A program out of JavaScript that prints a line, and that line. */
async function start(script: string): Promise<{ child: Child; line: string }> {
  const child = await Child.start(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  const lines = createInterface(child.process.stdout as NodeJS.ReadableStream);
  const [line] = (await once(lines, 'line')) as [string];
  return { child, line };
}

it('a program that is not there is an error with its name', async () => {
  await expect(Child.start('/nowhere/exporter', [], {})).rejects.toThrow(BenchError);
  await expect(Child.start('/nowhere/exporter', [], {})).rejects.toThrow('/nowhere/exporter');
});

it('takes along what the program has started', async () => {
  const { child, line } = await start(`const { spawn } = require('node:child_process');
    console.log(spawn('sleep', ['600'], { stdio: 'ignore' }).pid);
    setInterval(() => undefined, 1000);`);
  expect(runs(Number(line))).toBe(true);
  await child.end();
  expect(child.isRunning).toBe(false);
  expect(await child.ended).toBe('SIGTERM');
  // The signal has been sent to it, and takes effect when the kernel gets round to it.
  await expect.poll(() => runs(Number(line))).toBe(false);
});

it('knows the memory of what runs, and how it ended', async () => {
  const { child } = await start('console.log("started"); setInterval(() => undefined, 1000);');
  expect(child.memory()).toBeGreaterThan(20e6);
  expect(child.memory()).toBeLessThan(500e6);
  child.kill();
  expect(await child.ended).toBe('SIGKILL');
  await child.end();
});

it('tells the processor time of a program so far', async () => {
  const { child } = await start(`const end = Date.now() + 200;
    while (process.cpuUsage().user < 100_000 && Date.now() < end);
    console.log(Math.trunc(process.cpuUsage().user / 1000));
    setInterval(() => undefined, 1000);`);
  // The kernel counts in steps of ten.
  expect(child.processorTime() % 10).toBe(0);
  expect(child.processorTime()).toBeGreaterThan(0);
  await child.end();
});
