/** Reads each certificate of a folder from memory, again and again, and sends how many that were in a second. */
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCertificate } from '../../src/x509/read-certificate.ts';

/** No longer than this, in milliseconds; and before that as long again, so that everything is compiled. */
const DURATION = 500;

const [, , folder = ''] = process.argv;
const certificates = readdirSync(folder).map(
  (name) => new X509Certificate(readFileSync(join(folder, name))).raw,
);

function perSecond(): number {
  const begin = performance.now();
  let count = 0;
  let now = begin;
  while (now - begin < DURATION) {
    for (const der of certificates) {
      if (readCertificate(der).certificate === undefined) throw new Error('a certificate was refused');
    }
    count += certificates.length;
    now = performance.now();
  }
  return (count / (now - begin)) * 1000;
}

perSecond();
process.send?.(perSecond());
