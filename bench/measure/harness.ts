import { once } from 'node:events';
import { join } from 'node:path';
import { BenchError } from '../bench-error.ts';
import { Child } from '../program/child.ts';
import { within } from '../program/within.ts';

const INSIDE = join(import.meta.dirname, '../inside');

/** How long one may take, in milliseconds. */
const TIMEOUT = 300_000;

/** Runs a module of `inside/` as a process of its own and gives back the message that it sends. @throws BenchError */
export async function runHarness<Result>(module: string, args: readonly string[]): Promise<Result> {
  const child = await Child.start(process.execPath, [join(INSIDE, module), ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const answer = once(child.process, 'message') as Promise<[Result]>;
    const ended = child.ended.then((how): never => {
      throw new BenchError(`${module} has ended with ${how} before it had an answer`);
    });
    const [result] = await within(TIMEOUT, module, Promise.race([answer, ended]));
    return result;
  } finally {
    await child.end();
  }
}
