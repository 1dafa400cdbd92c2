import { chmodSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStates } from '../../../src/rotation/record/read-states.ts';
import { asNobody } from '../../support/as-nobody.ts';
import { runProgram } from '../../support/programs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const RUNS = { rotated: 1, unchanged: 2, refused: 0, rolled_back: 0, failed: 0 };
const GOOD = { rotation: 'corp', last_result: 'unchanged', last_run: 1000, last_success: 1000, runs: RUNS };
const file = (rotations: unknown, own: object = {}): string =>
  JSON.stringify({ version: 1, recorded: 10, rotations, ...own });

function directoryWith(text: string | Buffer): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'state.json'), text);
  return folder;
}

describe('a state file that cannot be used says nothing, and why', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['empty', '', /it is no JSON$/],
    ['cut off', file([GOOD]).slice(0, 60), /it is no JSON$/],
    ['zeros, as after a power cut', Buffer.alloc(4096), /it is no JSON$/],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80]), /it is no JSON$/],
    ['nested without end', '['.repeat(200_000), /it is no JSON$/],
    ['something else', '"x"', /cannot be used: the whole: /],
    ['null', 'null', /cannot be used/],
    ['of a later version', JSON.stringify({ version: 2, other: [] }), /of version 2, .*install a newer one$/],
    ['an unknown result', file([{ ...GOOD, last_result: 'never' }]), /rotations\.0\.last_result: /],
    ['a time as text', file([{ ...GOOD, last_run: 'now' }]), /rotations\.0\.last_run: /],
    ['a time out of the world', file([{ ...GOOD, last_run: 1e300 }]), /rotations\.0\.last_run: /],
    ['a negative count', file([{ ...GOOD, runs: { ...RUNS, failed: -1 } }]), /rotations\.0\.runs\.failed: /],
    [
      'a count that is no number',
      file([GOOD]).replace('"rotated":1', '"rotated":1e999'),
      /rotations\.0\.runs\.rotated: /,
    ],
    ['a count that is missing', file([{ ...GOOD, runs: { rotated: 1 } }]), /rotations\.0\.runs/],
    ['an endless name', file([{ ...GOOD, rotation: 'x'.repeat(2000) }]), /rotations\.0\.rotation: /],
  ])('%s', async (_, text, trouble) => {
    const read = await readStates(directoryWith(text));
    expect(read).toEqual({ states: [], trouble: expect.stringMatching(trouble) as string, isMissing: false });
  });

  it('huge, even where it takes no space', async () => {
    const folder = directoryWith('');
    truncateSync(join(folder, 'state.json'), 8 * 1024 ** 4);
    expect((await readStates(folder)).trouble).toMatch(/it has more than 1048576 bytes$/);
  });

  it('a FIFO, without waiting for its other end', async () => {
    const folder = temporaryFolder();
    runProgram('mkfifo', [join(folder, 'state.json')]);
    expect((await readStates(folder)).trouble).toMatch(/it is no regular file$/);
  });

  it('a folder', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'state.json'));
    expect((await readStates(folder)).trouble).toMatch(/cannot be used/);
  });

  it('one that may not be read', async () => {
    const folder = directoryWith(file([GOOD]));
    chmodSync(join(folder, 'state.json'), 0o600);
    const read = await asNobody(() => readStates(folder));
    // Only as root can the test step down; as anybody else the file is its own.
    if (process.geteuid?.() === 0) expect(read.trouble).toMatch(/cannot be used: EACCES$/);
    else expect(read.states).toHaveLength(1);
  });

  it('none at all, as before the first run', async () => {
    const read = await readStates(join(temporaryFolder(), 'none'));
    expect(read).toMatchObject({
      states: [],
      isMissing: true,
      trouble: expect.stringContaining('no rotation has run yet') as string,
    });
  });
});

it('reads what came of each rotation, each name once, and leaves out what a later version adds', async () => {
  const other = { ...GOOD, rotation: '__proto__', last_success: undefined };
  const { states, trouble } = await readStates(
    directoryWith(file([{ ...GOOD, last_run: 5 }, { ...GOOD, hooks: 3 }, other], { more: true })),
  );
  expect(trouble).toBeUndefined();
  expect(states).toEqual([
    { rotation: 'corp', lastResult: 'unchanged', lastRun: 1000, lastSuccess: 1000, runs: RUNS },
    { rotation: '__proto__', lastResult: 'unchanged', lastRun: 1000, lastSuccess: undefined, runs: RUNS },
  ]);
});
