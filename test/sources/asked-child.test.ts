import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askChild, type ChildQuestion, endChild, letGo, startChild } from '../../src/sources/asked-child.ts';
import { temporaryFile } from '../support/temporary-file.ts';

const never = new AbortController().signal;

/** A child that does this; `say` in it sends a message and calls back once that is on its way. */
function childOf(program: string): ChildProcess {
  const file = temporaryFile(
    'child.mjs',
    `const say = (what, then) => process.send(what, undefined, undefined, then ?? (() => {}));\n${program}`,
  );
  const child = startChild({ file, args: ['one', 'two'] });
  onTestFinished(() => letGo(child));
  return child;
}

/** Answers with the first message that is a text. */
const question = (fields: Partial<ChildQuestion<string>> = {}): ChildQuestion<string> => ({
  request: { is: 7n },
  onMessage: (message) => (typeof message === 'string' ? message : undefined),
  silence: 60_000,
  ...fields,
});

describe('a child that is asked', () => {
  it('is given up where it is silent, and where it speaks without end', async () => {
    const silent = childOf('setInterval(() => {}, 1000);');
    expect(await askChild(silent, question({ silence: 200 }), never)).toEqual({ kind: 'silent' });
    const talking = childOf('setInterval(() => say(1), 20);');
    expect(await askChild(talking, question({ longest: 500 }), never)).toEqual({ kind: 'silent' });
  });

  it.each([
    ['process.exit(3);', 'exit status 3'],
    ["process.kill(process.pid, 'SIGKILL');", 'SIGKILL'],
    ["throw new Error('no');", 'exit status 1'],
    ['process.disconnect(); process.exit(0);', 'exit status 0'],
  ])('is told to have ended by %s', async (program, how) => {
    expect(await askChild(childOf(program), question(), never)).toEqual({ kind: 'ended', how });
  });

  it('fails where it cannot be started', async () => {
    const { execPath } = process;
    process.execPath = '/nowhere/node';
    const child = childOf('');
    process.execPath = execPath;
    expect(await askChild(child, question(), never)).toMatchObject({
      kind: 'failed',
      error: { code: 'ENOENT' },
    });
    expect(await endChild(child)).toBe(true);
  });

  it('ends with the signal, before and while it is asked', async () => {
    const ending = new AbortController();
    const child = childOf('setInterval(() => {}, 1000);');
    const asked = askChild(child, question(), ending.signal);
    ending.abort(new Error('the end'));
    await expect(asked).rejects.toThrow('the end');
    await expect(askChild(child, question(), ending.signal)).rejects.toThrow('the end');
  });

  it('gets the request as it is, its arguments, and nothing of ours but the channel', async () => {
    const child = childOf(
      `import { readlinkSync } from 'node:fs';
       process.once('message', ({ is }) => {
         const open = [0, 1, 2].map((fd) => readlinkSync('/proc/self/fd/' + fd));
         say([typeof is, process.argv.slice(2), process.cwd(), process.execArgv, open].join(';'));
       });`,
    );
    expect(await askChild(child, question(), never)).toEqual({
      kind: 'answered',
      answer: 'bigint;one,two;/;;/dev/null,/dev/null,/dev/null',
    });
  });

  it('is heard in order, up to its answer', async () => {
    const heard: unknown[] = [];
    const onMessage = (message: unknown): string | undefined => {
      heard.push(message);
      return message === 'done' ? 'answer' : undefined;
    };
    const child = childOf("process.once('message', () => { say(1); say(2); say('done'); });");
    expect(await askChild(child, question({ onMessage }), never)).toEqual({
      kind: 'answered',
      answer: 'answer',
    });
    expect(heard).toEqual([1, 2, 'done']);
  });

  it('is heard to its last word, however fast it ends after that', async () => {
    const children = Array.from({ length: 12 }, () =>
      childOf("process.once('message', () => say('x'.repeat(300_000), () => process.exit(0)));"),
    );
    const outcomes = await Promise.all(children.map((child) => askChild(child, question(), never)));
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['answered']));
  });
});

describe('the end of a child', () => {
  it('is waited for', async () => {
    const child = childOf("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); say('here');");
    await once(child, 'message');
    expect(await endChild(child)).toBe(true);
    expect(child.signalCode).toBe('SIGKILL');
    expect(await endChild(child)).toBe(true);
  });

  it('is known of one that has ended by itself', async () => {
    const child = childOf('');
    child.disconnect();
    await once(child, 'exit');
    expect(await endChild(child)).toBe(true);
  });
});
