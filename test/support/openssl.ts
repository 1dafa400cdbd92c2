import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What openssl says of one certificate. */
export interface OpensslCertificate {
  /** Lower-case hex. */
  readonly fingerprint: string;
  /** Unix seconds. */
  readonly notAfter: number;
}

/** A new self-signed certificate and its key, as PEM text of both. */
export function makeCertificate(commonName: string, days: number): { certificate: string; key: string } {
  const options = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', '-'];
  const subject = ['-subj', `/O=Example/CN=${commonName}`, '-days', String(days)];
  const text = execFileSync('openssl', ['req', '-x509', ...options, ...subject], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [certificate = ''] = certificateBlocks(text);
  return { certificate: `${certificate}\n`, key: text.replace(certificate, '').trimStart() };
}

/** Reads every certificate of a PEM file with `openssl x509`, in the file's order. */
export function readWithOpenssl(file: string): OpensslCertificate[] {
  return certificateBlocks(readFileSync(file, 'latin1')).map((block) => {
    const answer = execFileSync('openssl', ['x509', '-noout', '-enddate', '-fingerprint', '-sha256'], {
      input: block,
      encoding: 'utf8',
    });
    const endDate = /^notAfter=(.+)$/m.exec(answer)?.[1] ?? '';
    const fingerprint = /fingerprint=([0-9A-F:]+)$/im.exec(answer)?.[1] ?? '';
    return {
      fingerprint: fingerprint.replaceAll(':', '').toLowerCase(),
      notAfter: Date.parse(endDate) / 1000,
    };
  });
}

function certificateBlocks(text: string): string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}
