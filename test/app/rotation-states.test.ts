import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { RotationStates } from '../../src/app/rotation-states.ts';
import type { Config } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/load.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { appendRun } from '../../src/rotation/record/append-run.ts';
import { mountFuse } from '../support/fuse-mount.ts';
import { programMissing } from '../support/programs.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { runOf } from '../support/rotation-run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const rotation = (name: string): string =>
  `  - { name: ${name}, target: /etc/ssl/${name}.pem, content: { file: /srv/${name}.pem }, max_age: 1h }`;
const configOf = (directory: string, ...names: string[]): Config => {
  const list = names.length === 0 ? 'rotation: []' : `rotation:\n${names.map(rotation).join('\n')}`;
  return resolveConfig(parseConfig(`rotation_directory: ${directory}\n${list}\n`, 'config.yml'), {});
};

/** Looks so often that no test need wait for the program's interval; waits for the first as long as it takes. */
function followed(patience = 20) {
  const { log, lines } = recordedLog();
  const states = new RotationStates(log, { interval: 0.02, patience });
  onTestFinished(() => states.stop());
  const results = (): unknown[] => states.shown.map(({ state }) => [state.rotation, state.lastResult]);
  return { states, results, lines };
}

it('shows each configured rotation as never run, at once and in the log once', async () => {
  const { states, results, lines } = followed();
  await states.use(configOf(join(temporaryFolder(), 'none'), 'a', 'b'));
  expect(results()).toEqual([
    ['a', 'never'],
    ['b', 'never'],
  ]);
  expect(states.shown[0]).toMatchObject({ maxAge: 3600, state: { lastRun: undefined, runs: { failed: 0 } } });
  expect(lines).toMatchObject([
    { level: 'info', msg: expect.stringContaining('no rotation has run yet') as string },
  ]);
});

it('shows what a run has left, as soon as it has', async () => {
  const directory = join(temporaryFolder(), 'rotation');
  const { states, results, lines } = followed();
  await states.use(configOf(directory, 'a', 'b'));
  await appendRun(directory, runOf({ rotation: 'b', result: 'rolled_back' }));
  await vi.waitFor(
    () =>
      expect(results()).toEqual([
        ['a', 'never'],
        ['b', 'rolled_back'],
      ]),
    { timeout: 20_000 },
  );
  expect(lines.at(-1)).toMatchObject({ msg: 'The state of rotations can be read again' });
});

it('says never of a file that broke, with one line in the log, and goes on when it is whole', async () => {
  const directory = join(temporaryFolder(), 'rotation');
  const { states, results, lines } = followed();
  await appendRun(directory, runOf({ rotation: 'a', result: 'failed' }));
  await states.use(configOf(directory, 'a'));
  expect(results()).toEqual([['a', 'failed']]);
  expect(lines).toEqual([]);
  writeFileSync(join(directory, 'state.json'), '{"version": 7}');
  await vi.waitFor(() => expect(results()).toEqual([['a', 'never']]), { timeout: 20_000 });
  await appendRun(directory, runOf({ rotation: 'a', result: 'rotated' }));
  await vi.waitFor(() => expect(results()).toEqual([['a', 'rotated']]), { timeout: 20_000 });
  expect(lines.map(({ level }) => level)).toEqual(['warn', 'info']);
});

it('drops a rotation that is no longer configured, and one of another directory', async () => {
  const folder = temporaryFolder();
  const { states, results } = followed();
  await appendRun(join(folder, 'one'), runOf({ rotation: 'a', result: 'failed' }));
  await appendRun(join(folder, 'one'), runOf({ rotation: 'b', result: 'rotated' }));
  await states.use(configOf(join(folder, 'one'), 'a', 'b'));
  await states.use(configOf(join(folder, 'one'), 'b'));
  expect(results()).toEqual([['b', 'rotated']]);
  await states.use(configOf(join(folder, 'two'), 'b'));
  expect(results()).toEqual([['b', 'never']]);
  await states.use(configOf(join(folder, 'two')));
  expect(results()).toEqual([]);
});

it('looks below the root where the host is mounted', async () => {
  const root = temporaryFolder();
  const { states, results } = followed();
  await appendRun(join(root, 'var/rotation'), runOf({ rotation: 'a', result: 'refused' }));
  await states.use({ ...configOf('/var/rotation', 'a'), root });
  expect(results()).toEqual([['a', 'refused']]);
});

it.skipIf(programMissing('mount'))('waits for no file system that hangs', async () => {
  const folder = temporaryFolder();
  const mount = await mountFuse(folder, { 'state.json': '{}' });
  await mount.hang();
  onTestFinished(() => mount.resume());
  const { states, results } = followed(0.2);
  await states.use(configOf(folder, 'a'));
  await states.use(configOf(join(temporaryFolder(), 'none'), 'b'));
  expect(results()).toEqual([['b', 'never']]);
  states.stop();
});
