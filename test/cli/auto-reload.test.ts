import { renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { AutoReload } from '../../src/cli/auto-reload.ts';
import { run } from '../../src/cli/run.ts';
import { startExporter } from '../support/bundle.ts';
import { recordedTerminal } from '../support/recorded-terminal.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('AutoReload', () => {
  it('goes by the content alone', async () => {
    const path = temporaryFile('config.yml', 'a');
    const watched = await AutoReload.of(path, 30);
    expect(await watched.hasChanged()).toBe(false);
    utimesSync(path, 1, 1);
    expect(await watched.hasChanged()).toBe(false);
    writeFileSync(path, 'b');
    expect(await watched.hasChanged()).toBe(true);
    expect(await watched.hasChanged()).toBe(false);
  });

  it('sees what is renamed into place, and the swapped link of a Kubernetes volume', async () => {
    const folder = temporaryFolder();
    const at = (name: string): string => join(folder, name);
    writeFileSync(at('one'), 'a');
    writeFileSync(at('two'), 'b');
    symlinkSync('one', at('..data'));
    symlinkSync('..data', at('config.yml'));
    const watched = await AutoReload.of(at('config.yml'), 30);
    symlinkSync('two', at('..data_tmp'));
    renameSync(at('..data_tmp'), at('..data'));
    expect(await watched.hasChanged()).toBe(true);
    writeFileSync(at('three'), 'c');
    renameSync(at('three'), at('two'));
    expect(await watched.hasChanged()).toBe(true);
  });

  it('waits for a file that is away, which may come back as it was', async () => {
    const path = temporaryFile('config.yml', 'a');
    const watched = await AutoReload.of(path, 30);
    rmSync(path);
    expect(await watched.hasChanged()).toBe(false);
    writeFileSync(path, 'a');
    expect(await watched.hasChanged()).toBe(false);
    writeFileSync(path, 'b');
    expect(await watched.hasChanged()).toBe(true);
  });
});

it.each([
  [['--config.enable-auto-reload'], '--config.enable-auto-reload: expected --config.file beside it'],
  [
    ['--config.auto-reload-interval=5s'],
    '--config.auto-reload-interval: expected --config.enable-auto-reload beside it',
  ],
  [
    ['--config.file=/c', '--config.enable-auto-reload', '--config.auto-reload-interval=0s'],
    '--config.auto-reload-interval: expected an interval between 1s and 24d',
  ],
])('%j is status 2', async (argv, message) => {
  const terminal = recordedTerminal();
  expect(await run(argv, terminal)).toBe(2);
  expect(terminal.err()).toContain(message);
});

it('loads a file that changes, and goes on with the one before where the new one cannot be used', async () => {
  const path = temporaryFile('config.yml', 'sources: []\n');
  const { lines, end } = await startExporter([
    `--config.file=${path}`,
    '--config.enable-auto-reload',
    '--config.auto-reload-interval=1s',
  ]);
  const said = (text: string) =>
    vi.waitFor(() => expect(lines.join('\n')).toContain(text), { timeout: 30_000 });
  writeFileSync(path, 'sources: soon\n');
  await said('Configuration refused');
  writeFileSync(path, 'sources: []\nlog: { level: info }\n');
  await said('Configuration loaded');
  expect(lines.filter((line) => line.includes('Configuration refused'))).toHaveLength(1);
  expect(await end('SIGTERM')).toBe(0);
});
