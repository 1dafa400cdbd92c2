import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { builtBundle } from '../support/bundle.ts';
import { makeCertificate } from '../support/openssl.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** More of a bundle than a pipe holds, which ends soon, so that the status of `check` is 1. */
function bundleNearItsEnd(): string {
  const file = join(temporaryFolder(), 'chain.pem');
  writeFileSync(file, makeCertificate('www.example.com', 1).certificate.repeat(5000));
  return file;
}

/** Runs a line of a shell, in which `$@` is the bundled program. */
async function shell(line: string, ...args: readonly string[]) {
  const program = [process.execPath, await builtBundle()];
  const { status, stderr } = spawnSync('bash', ['-c', line, 'bash', ...program, ...args], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, stderr };
}

it('who reads only the first lines still gets the status of the whole, and no complaint', async () => {
  const line = '"$@" | head -1 >/dev/null; exit "${PIPESTATUS[0]}"';
  expect(await shell(line, 'check', bundleNearItsEnd())).toEqual({ status: 1, stderr: '' });
});

it('an output on a full disk is one line and status 1', async () => {
  const { status, stderr } = await shell('"$@" >/dev/full', 'check', bundleNearItsEnd());
  expect(stderr).toMatch(/^tls-cert-exporter: the output cannot be written: .*ENOSPC.*\n$/);
  expect(status).toBe(1);
});

it('errors on a full disk leave the status as it is', async () => {
  expect(await shell('"$@" 2>/dev/full', '--nonsense')).toEqual({ status: 2, stderr: '' });
});
