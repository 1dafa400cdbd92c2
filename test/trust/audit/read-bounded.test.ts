import { execFileSync } from 'node:child_process';
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditHost } from '../../../src/trust/audit/audit-host.ts';
import { errorWord, readBounded } from '../../../src/trust/audit/read-bounded.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { AUDIT_NOW, checksOf } from '../../support/audit.ts';
import { rootTree } from '../../support/root-tree.ts';

/** How a bundle is judged that is something odd. */
async function judged(root: string): Promise<string[]> {
  const options = { root, now: AUDIT_NOW, reader: new CertificateReader() };
  const { bundles } = await auditHost(options);
  return bundles.flatMap((bundle) => [...checksOf(bundle), bundle.findings[0]?.detail ?? '']);
}

describe('a bundle that is no bundle', () => {
  it('of gigabytes is not read', async () => {
    const root = rootTree({ '/etc/ssl/cert.pem': '' });
    truncateSync(join(root, 'etc/ssl/cert.pem'), 5 * 1024 ** 3);
    expect(await judged(root)).toEqual(['unreadable critical', 'cannot be read (more than 16777216 bytes)']);
  });

  it('that is a FIFO holds nobody up', async () => {
    const root = rootTree({ '/etc/ssl/x': '' });
    execFileSync('mkfifo', ['-m', '644', join(root, 'etc/ssl/cert.pem')]);
    expect((await judged(root))[1]).toBe('cannot be read (not a regular file)');
  });

  it('that is a link to a device is not read', async () => {
    const root = rootTree({ '/etc/ssl/cert.pem': { link: '/dev/zero' } });
    expect(await judged(root)).toEqual([]);
    expect(() => readBounded('/dev/zero')).toThrow('not a regular file');
  });
});

it('names errors as the system does, and by their message otherwise', () => {
  expect(errorWord(Object.assign(new Error('long'), { code: 'EACCES' }))).toBe('EACCES');
  expect(errorWord(new Error('words'))).toBe('words');
  expect(errorWord('text')).toBe('text');
});
