import { appendFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { rotationRunJson } from '../../../src/model/rotation-json.ts';
import { appendRun } from '../../../src/rotation/record/append-run.ts';
import { readStates } from '../../../src/rotation/record/read-states.ts';
import { RecordError } from '../../../src/rotation/record/record-error.ts';
import { runOf } from '../../support/rotation-run.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const directory = (): string => join(temporaryFolder(), 'rotation');
const lines = (place: string): unknown[] =>
  readFileSync(join(place, 'record.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

it('says that it could not, where the directory cannot be made', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  const failed = appendRun(join(folder, 'file', 'rotation'), runOf());
  await expect(failed).rejects.toThrow(RecordError);
  await expect(failed).rejects.toThrow(/^the run was not recorded/);
});

it('appends a line for each run, and counts it', async () => {
  const place = directory();
  await appendRun(place, runOf({ result: 'rotated', startedAt: 1000, duration: 2 }));
  await appendRun(place, runOf({ result: 'refused', startedAt: 2000, duration: 1 }));
  await appendRun(place, runOf({ rotation: 'other', result: 'failed', startedAt: 3000, duration: 0 }));
  expect(lines(place)).toMatchObject([
    { rotation: 'corp', result: 'rotated' },
    { rotation: 'corp', result: 'refused' },
    { rotation: 'other', result: 'failed' },
  ]);
  expect((await readStates(place)).states).toEqual([
    {
      rotation: 'corp',
      lastResult: 'refused',
      lastRun: 2001,
      lastSuccess: 1002,
      runs: { rotated: 1, unchanged: 0, refused: 1, rolled_back: 0, failed: 0 },
    },
    {
      rotation: 'other',
      lastResult: 'failed',
      lastRun: 3000,
      lastSuccess: undefined,
      runs: { rotated: 0, unchanged: 0, refused: 0, rolled_back: 0, failed: 1 },
    },
  ]);
});

it('lets everybody read the state, and not what hooks have printed', async () => {
  const place = directory();
  // An administrator's, who lets nobody read what he makes.
  const umask = process.umask(0o077);
  onTestFinished(() => void process.umask(umask));
  await appendRun(join(place, 'deeper'), runOf());
  await appendRun(place, runOf());
  const mode = (name: string): number => statSync(join(place, name)).mode & 0o777;
  expect([mode('.'), mode('deeper'), mode('state.json')]).toEqual([0o755, 0o755, 0o644]);
  expect([mode('record.jsonl') & 0o007, mode('locks')]).toEqual([0, 0o700]);
});

it('counts the run that was recorded by a process that was then ended', async () => {
  const place = directory();
  await appendRun(place, runOf({ result: 'rotated' }));
  appendFileSync(
    join(place, 'record.jsonl'),
    `${JSON.stringify(rotationRunJson(runOf({ result: 'rolled_back' })))}\n`,
  );
  await appendRun(place, runOf({ result: 'unchanged' }));
  const [state] = (await readStates(place)).states;
  expect(state?.runs).toEqual({ rotated: 1, unchanged: 1, refused: 0, rolled_back: 1, failed: 0 });
});

it('loses only the line that was cut off', async () => {
  const place = directory();
  await appendRun(place, runOf({ result: 'rotated' }));
  appendFileSync(join(place, 'record.jsonl'), '{"rotation":"corp","resu');
  await appendRun(place, runOf({ result: 'failed' }));
  const record = readFileSync(join(place, 'record.jsonl'), 'utf8').split('\n');
  expect(record).toHaveLength(4);
  expect(JSON.parse(record[2] ?? '')).toMatchObject({ result: 'failed' });
  const [state] = (await readStates(place)).states;
  expect(state?.runs).toMatchObject({ rotated: 1, failed: 1 });
});

it.each(['{"version":1', '[]', 'x', '{"version":9,"recorded":5,"rotations":[]}', ''])(
  'makes a state that cannot be used anew out of the record: %s',
  async (broken) => {
    const place = directory();
    for (const result of ['rotated', 'failed'] as const) await appendRun(place, runOf({ result }));
    writeFileSync(join(place, 'state.json'), broken);
    await appendRun(place, runOf({ result: 'unchanged' }));
    const [state] = (await readStates(place)).states;
    expect(state?.runs).toMatchObject({ rotated: 1, failed: 1, unchanged: 1 });
  },
);

it('goes on counting when the record was put away, by a new file or by emptying it', async () => {
  const place = directory();
  await appendRun(place, runOf({ result: 'rotated' }));
  await appendRun(place, runOf({ result: 'rotated' }));
  rmSync(join(place, 'record.jsonl'));
  await appendRun(place, runOf({ result: 'failed' }));
  truncateSync(join(place, 'record.jsonl'));
  await appendRun(place, runOf({ result: 'unchanged' }));
  const [state] = (await readStates(place)).states;
  expect(state?.runs).toMatchObject({ rotated: 2, failed: 1, unchanged: 1 });
});

it('loses no run when many are recorded at once', async () => {
  const place = directory();
  await Promise.all(Array.from({ length: 20 }, () => appendRun(place, runOf({ result: 'rotated' }))));
  expect(lines(place)).toHaveLength(20);
  const [state] = (await readStates(place)).states;
  expect(state?.runs.rotated).toBe(20);
});
