import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtBundle } from '../support/bundle.ts';
import { objectsOf, theOne } from '../support/helm.ts';
import { makeCertificate } from '../support/openssl.ts';
import { programMissing, runProgram } from '../support/programs.ts';
import { rootMissing } from '../support/root-missing.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const POSTGRES = 70;

/** A node: what everybody may read, what belongs to root, and what another user keeps to itself. */
function node(): string {
  const host = temporaryFolder();
  const { certificate } = makeCertificate('www.example.com', 30);
  const put = (folder: string, owner: number, folderMode: number, fileMode: number): void => {
    const path = join(host, folder);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'tls.crt'), certificate);
    chmodSync(join(path, 'tls.crt'), fileMode);
    chownSync(join(path, 'tls.crt'), owner, owner);
    chownSync(path, owner, owner);
    chmodSync(path, folderMode);
  };
  put('public', 0, 0o755, 0o644);
  put('of-root', 0, 0o700, 0o600);
  put('of-postgres', POSTGRES, 0o700, 0o600);
  return host;
}

/** Runs `check` with the user and the capabilities that a container of this security context has. */
async function foundBy(readAs: string, host: string): Promise<string[]> {
  const [container] = theOne(objectsOf('defaults', `--set=nodes.readAs=${readAs}`), 'DaemonSet').spec.template
    .spec.containers;
  const { runAsUser, capabilities } = container.securityContext;
  const added = (capabilities.add ?? []).map((name: string) => `,+${name.toLowerCase()}`).join('');
  const { stdout, stderr } = runProgram('setpriv', [
    `--reuid=${runAsUser}`,
    `--regid=${runAsUser}`,
    '--clear-groups',
    '--no-new-privs',
    // A container's bounding set is what is left of its capabilities, and root has no more than that.
    `--bounding-set=-all${added}`,
    '--inh-caps=-all',
    process.execPath,
    await builtBundle(),
    'check',
    `--root=${host}`,
    '--output=json',
    '/public/tls.crt',
    '/of-root/tls.crt',
    '/of-postgres/tls.crt',
  ]);
  if (!stdout.startsWith('{')) throw new Error(stderr);
  const { certificates, problems } = JSON.parse(stdout);
  return [...certificates, ...problems]
    .map(({ path, reason }: { path: string; reason?: string }) => `${path} ${reason ?? 'read'}`)
    .toSorted((a, b) => (a < b ? -1 : 1));
}

describe.skipIf(
  programMissing('helm') || programMissing('setpriv') || rootMissing('rights of the DaemonSet'),
)('with the rights of the DaemonSet on a node', () => {
  it.each([
    ['nonroot', 'permission_denied', 'permission_denied'],
    ['root', 'permission_denied', 'read'],
    ['everything', 'read', 'read'],
  ])('%s sees what the documentation says', async (readAs, ofPostgres, ofRoot) => {
    expect(await foundBy(readAs, node())).toEqual([
      `/of-postgres/tls.crt ${ofPostgres}`,
      `/of-root/tls.crt ${ofRoot}`,
      '/public/tls.crt read',
    ]);
  });
});
