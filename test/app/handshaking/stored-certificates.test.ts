import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { StoredCertificates } from '../../../src/app/handshaking/stored-certificates.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { fingerprintSha256 } from '../../../src/x509/read-certificate.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { targetNamed } from '../../support/handshake-results.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function storing(root?: string) {
  let changes = 0;
  const options = {
    root,
    reader: new CertificateReader(),
    onChange: () => (changes += 1),
    onError: (path: string, error: unknown) => expect.fail(`${path}: ${String(error)}`),
  };
  const stored = new StoredCertificates(options, 1);
  onTestFinished(() => stored.stop());
  const target = (path: string) => targetNamed('www.example.com:443', { stored: path });
  return { stored, target, changes: () => changes };
}

const [one, other] = [createCertificate(), createCertificate()];
const fingerprint = ({ der }: { der: Buffer }) => fingerprintSha256(der);

it('knows nothing before it has looked, and then what is in the file', async () => {
  const path = join(temporaryFolder(), 'tls.crt');
  writeFileSync(path, one.pem);
  const { stored, target } = storing();
  await stored.use([target(path)]);
  expect(stored.isStored(target(path), fingerprint(one))).toBeUndefined();
  await vi.waitFor(() => expect(stored.isStored(target(path), fingerprint(one))).toBe(true), {
    timeout: 20_000,
  });
  expect(stored.isStored(target(path), fingerprint(other))).toBe(false);
  expect(stored.isStored(targetNamed(), fingerprint(one))).toBeUndefined();
});

it('sees a renewed file, and says when something has changed', async () => {
  const path = join(temporaryFolder(), 'tls.crt');
  writeFileSync(path, one.pem);
  const { stored, target, changes } = storing();
  await stored.use([target(path)]);
  await vi.waitFor(() => expect(changes()).toBe(1), { timeout: 20_000 });
  writeFileSync(path, other.pem);
  await vi.waitFor(() => expect(stored.isStored(target(path), fingerprint(other))).toBe(true), 20_000);
  expect(stored.isStored(target(path), fingerprint(one))).toBe(false);
  expect(changes()).toBe(2);
});

it('looks at every file that a glob matches, below the root', async () => {
  const root = temporaryFolder();
  writeFileSync(join(root, 'a.crt'), one.pem);
  writeFileSync(join(root, 'b.crt'), other.pem);
  const { stored, target } = storing(root);
  await stored.use([target('/*.crt')]);
  await vi.waitFor(() => expect(stored.isStored(target('/*.crt'), fingerprint(one))).toBe(true), {
    timeout: 20_000,
  });
  expect(stored.isStored(target('/*.crt'), fingerprint(other))).toBe(true);
});

it('knows that nothing is stored where no file is, and tells the problem', async () => {
  const path = join(temporaryFolder(), 'tls.crt');
  const { stored, target } = storing();
  await stored.use([target(path)]);
  await vi.waitFor(() => expect(stored.isStored(target(path), fingerprint(one))).toBe(false), {
    timeout: 20_000,
  });
  expect(stored.problems).toMatchObject([{ reason: 'not_found', location: { path } }]);
});

it('does not know what is in a file that cannot be read whole', async () => {
  const path = join(temporaryFolder(), 'tls.crt');
  writeFileSync(path, `${one.pem}-----BEGIN CERTIFICATE-----\nAAAA\n`);
  const { stored, target } = storing();
  await stored.use([target(path)]);
  await vi.waitFor(() => expect(stored.isStored(target(path), fingerprint(one))).toBe(true), {
    timeout: 20_000,
  });
  expect(stored.isStored(target(path), fingerprint(other))).toBeUndefined();
});

it('forgets places that nobody asks for, and ends', async () => {
  const path = join(temporaryFolder(), 'tls.crt');
  const { stored, target } = storing();
  await stored.use([target(path)]);
  await vi.waitFor(() => expect(stored.problems).toHaveLength(1), { timeout: 20_000 });
  await stored.use([]);
  expect(stored.problems).toEqual([]);
  expect(stored.isStored(target(path), fingerprint(one))).toBeUndefined();
  rmSync(path, { force: true });
});
