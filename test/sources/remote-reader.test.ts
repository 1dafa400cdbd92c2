import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { FreshFile } from '../../src/sources/read-matches.ts';
import { RemoteReader } from '../../src/sources/remote-reader.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const REQUEST = { settings: { include: [] }, spots: [], known: [] };
const FINDINGS = { matches: [], troubles: [], complete: true, matched: [], blocked: [] };
const never = new AbortController().signal;

/** A reader whose children do this. */
function readerOf(program: string, timeout: number): RemoteReader {
  const file = join(temporaryFolder(), 'child.cjs');
  fs.writeFileSync(file, program);
  const reader = new RemoteReader({ entry: { file, args: [] }, timeout });
  onTestFinished(() => reader.close());
  return reader;
}

const gone = async (reader: RemoteReader): Promise<void> =>
  vi.waitFor(() => expect(reader.pids).toEqual([]), { timeout: 20_000 });

it('hands on each file and ends with what was found, as often as it is asked', async () => {
  const reader = readerOf(
    `process.once('message', () => {
      process.send({ kind: 'file', file: { identity: { dev: 1n }, result: { bytes: Buffer.from('x') } } });
      process.send({ kind: 'done', findings: ${JSON.stringify(FINDINGS)} });
    });`,
    60,
  );
  for (let round = 0; round < 2; round++) {
    const files: FreshFile[] = [];
    const outcome = await reader.read('/net', REQUEST, (file) => files.push(file), never);
    expect(outcome).toEqual({ kind: 'done', findings: FINDINGS });
    expect(files).toMatchObject([{ identity: { dev: 1n }, result: { bytes: Buffer.from('x') } }]);
    await gone(reader);
  }
});

it('gives up a child that is silent, and kills it', async () => {
  const reader = readerOf(
    `process.on('message', () => {}); process.on('disconnect', () => {}); for (;;);`,
    0.3,
  );
  expect(await reader.read('/net', REQUEST, () => {}, never)).toEqual({ kind: 'timeout' });
  await gone(reader);
});

it('waits as long as there are signs of life, up to six times the timeout', async () => {
  const reader = readerOf(`setInterval(() => process.send({ kind: 'alive' }), 50);`, 2);
  const started = performance.now();
  expect(await reader.read('/net', REQUEST, () => {}, never)).toEqual({ kind: 'timeout' });
  expect(performance.now() - started).toBeGreaterThan(11_900);
});

it('says how a child ended that ended too early', async () => {
  const reader = readerOf('process.exit(3);', 60);
  expect(await reader.read('/net', REQUEST, () => {}, never)).toMatchObject({
    kind: 'failed',
    detail: expect.stringContaining('exit status 3'),
  });
});

it('ends at once when it is aborted', async () => {
  const reader = readerOf(`setInterval(() => {}, 1000);`, 600);
  const ending = new AbortController();
  const reading = reader.read('/net', REQUEST, () => {}, ending.signal);
  ending.abort(new Error('the program ends'));
  await expect(reading).rejects.toThrow('the program ends');
  await gone(reader);
});

it('starts no second child for a mount whose first has not ended', async () => {
  const reader = readerOf(`setInterval(() => process.send({ kind: 'alive' }), 50);`, 600);
  const ending = new AbortController();
  const reading = reader.read('/net', REQUEST, () => {}, ending.signal);
  expect(await reader.read('/net', REQUEST, () => {}, never)).toEqual({ kind: 'timeout' });
  expect(reader.pids).toHaveLength(1);
  ending.abort(new Error('the program ends'));
  await expect(reading).rejects.toThrow('the program ends');
});
