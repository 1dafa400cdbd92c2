import { expect, it, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { startExporter } from '../support/bundle.ts';
import { recordedTerminal } from '../support/recorded-terminal.ts';
import { replaceFile } from '../support/replace-file.ts';
import { temporaryFile } from '../support/temporary-file.ts';

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
  replaceFile(path, 'sources: soon\n');
  await said('Configuration refused');
  replaceFile(path, 'sources: []\nlog: { level: info }\n');
  await said('Configuration loaded');
  expect(lines.filter((line) => line.includes('Configuration refused'))).toHaveLength(1);
  expect(await end('SIGTERM')).toBe(0);
});
