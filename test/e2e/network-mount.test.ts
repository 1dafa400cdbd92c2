import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { builtBundle } from '../support/bundle.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { mountFuse } from '../support/fuse-mount.ts';
import { startListening } from '../support/listening-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const pem = (subject: string): string => createCertificate({ subject }).pem;

it('a dead network mount stops neither the other sources nor /metrics nor SIGTERM, and its certificates stay', async () => {
  const folder = temporaryFolder();
  const share = join(folder, 'share');
  const local = join(folder, 'local');
  mkdirSync(share);
  mkdirSync(local);
  writeFileSync(join(local, 'a.crt'), pem('local'));
  const mount = await mountFuse(share, { 'remote.crt': pem('remote') });
  const config = join(folder, 'config.yml');
  writeFileSync(
    config,
    `scan: { interval: 1s }
sources:
  - { name: share, directories: [${share}], timeout: 1s }
  - { name: local, directories: [${local}] }
`,
  );
  // As root, as on a node: another user may not enter a FUSE file system that is not his.
  const exporter = await startListening(process.execPath, [
    await builtBundle(),
    '--web.listen-address=127.0.0.1:0',
    `--config.file=${config}`,
  ]);
  const metrics = async (): Promise<string> =>
    fetch(`${exporter.url}/metrics`).then((answer) => answer.text());
  const shows = async (...parts: string[]): Promise<void> =>
    vi.waitFor(
      async () => {
        const text = await metrics();
        for (const part of parts) expect(text).toContain(part);
      },
      { timeout: 20_000, interval: 50 },
    );

  await shows(
    'tls_cert_source_up{source="share",type="files"} 1',
    'subject="CN=remote"',
    'subject="CN=local"',
  );

  await mount.hang();
  await shows(
    'tls_cert_source_up{source="share",type="files"} 0',
    `tls_cert_problem{source="share",path="${share}",reason="timeout"} 1`,
    'subject="CN=remote"',
  );
  writeFileSync(join(local, 'b.crt'), pem('later'));
  await shows('subject="CN=later"', 'tls_cert_source_up{source="local",type="files"} 1');

  expect(await exporter.end('SIGTERM')).toBe(0);
});
