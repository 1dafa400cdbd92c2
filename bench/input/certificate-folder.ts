import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCertificate } from '../../test/support/certificate-factory.ts';
import { BenchError } from '../bench-error.ts';

/** Part of a folder's name: to be raised when the certificates that are made change. */
const VERSION = 1;

/** How many certificates are made between two reports. */
const REPORT_EVERY = 500;

/** One certificate per file. */
export interface CertificateFolder {
  readonly path: string;
  /** Matches each of its files. */
  readonly glob: string;
  readonly certificates: number;
}

/** Where folders are kept from one run to the next; only the user that made it can write there. */
export function cacheFolder(): string {
  return join(tmpdir(), `tls-cert-exporter-bench-${process.getuid?.() ?? 0}`);
}

/**
 * A folder of certificates with a subject each (ECDSA P-256, signed by one issuer, two alternative names), made once
 * and kept. It comes into being by a rename, so that one which was interrupted is never taken for whole.
 *
 * @param onProgress Called now and then with how many are made.
 * @throws BenchError where somebody else could write into the cache.
 */
export function certificateFolder(
  certificates: number,
  onProgress: (made: number) => void = () => undefined,
  cache: string = cacheFolder(),
): CertificateFolder {
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(cache);
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0) {
    throw new BenchError(`${cache} belongs to somebody else, or others can write there: remove it`);
  }
  const path = join(cache, `certificates-${certificates}-v${VERSION}`);
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) {
    const partial = `${path}.${process.pid}`;
    rmSync(partial, { recursive: true, force: true });
    try {
      make(partial, certificates, onProgress);
      renameSync(partial, path);
    } finally {
      rmSync(partial, { recursive: true, force: true });
    }
  }
  // What is measured is the program and not the disk: from here on the kernel has the files in memory.
  for (const name of readdirSync(path)) readFileSync(join(path, name));
  return { path, glob: `${path}/*.crt`, certificates };
}

function make(folder: string, certificates: number, onProgress: (made: number) => void): void {
  mkdirSync(folder);
  const issuer = createCertificate({
    subject: [
      ['O', 'Example'],
      ['CN', 'Example Issuing CA'],
    ],
    isAuthority: true,
  });
  for (let number = 1; number <= certificates; number++) {
    const name = `host-${String(number).padStart(6, '0')}.example.com`;
    const { pem } = createCertificate({
      subject: [
        ['O', 'Example'],
        ['CN', name],
      ],
      sans: [`DNS:${name}`, `DNS:www.${name}`],
      serialNumber: 0x1000_0000_0000 + number,
      isAuthority: false,
      issuer,
    });
    writeFileSync(join(folder, `${name}.crt`), pem);
    if (number % REPORT_EVERY === 0) onProgress(number);
  }
}
