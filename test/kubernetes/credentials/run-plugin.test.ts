import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readExecSettings } from '../../../src/kubernetes/credentials/exec-settings.ts';
import { runPlugin } from '../../../src/kubernetes/credentials/run-plugin.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function run(script: string, more: Record<string, unknown> = {}, longest = 60_000): Promise<string> {
  const exec = readExecSettings(
    { apiVersion: 'client.authentication.k8s.io/v1beta1', command: 'sh', args: ['-c', script], ...more },
    join(temporaryFolder(), 'config'),
  );
  return runPlugin(exec, '{}', new AbortController().signal, longest);
}

it.each([
  [
    'echo "expired:" >&2; echo "run aws sso login" >&2; echo hunter2; exit 3',
    'failed (3): expired: run aws sso login.',
  ],
  ['exit 1', 'failed (1).'],
  ['kill -9 $$', 'was ended by SIGKILL.'],
])('says how it ended: %s', async (script, how) => {
  await expect(run(script)).rejects.toThrow(`The credential plugin sh ${how}`);
});

it('ends a program that does not end', async () => {
  // It does not listen to SIGTERM; what it has started holds the output open no longer than this test minds.
  const error = expect.objectContaining({
    reason: 'timeout',
    message: 'The credential plugin sh gave no answer in time.',
  });
  await expect(run("trap '' TERM; exec sleep 600", {}, 50)).rejects.toThrow(error);
});

it('ends a program that prints without end', async () => {
  await expect(run('yes hunter2')).rejects.toThrow(/^The credential plugin sh prints without end\.$/);
});

it('does not wait for a program that waits for a person', async () => {
  expect(await run('read answer; echo "read $?"')).toBe('read 1\n');
});

it.each([
  [['hunter2\0'], 'ERR_INVALID_ARG_VALUE'],
  [['hunter2'.repeat(1_000_000)], 'E2BIG'],
])('does not fall over arguments that nothing can be run with', async (args, code) => {
  await expect(run('', { args })).rejects.toThrow(
    expect.objectContaining({
      name: 'ApiError',
      message: `The credential plugin sh cannot be run (${code}).`,
    }),
  );
});

it('says how to get a program that is not installed', async () => {
  await expect(
    run('', { command: 'no-such-plugin', installHint: 'Install it from example.com.' }),
  ).rejects.toThrow(
    'The credential plugin no-such-plugin cannot be run (ENOENT). Install it from example.com.',
  );
});
