import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type CertificateOptions,
  createCertificate,
  type GeneratedCertificate,
} from '../certificate-factory.ts';
import { createRevocationList } from '../revocation-list-factory.ts';

export const DAY = 86_400;
const now = Math.floor(Date.now() / 1000);

/** A certificate with so many days left of a life of so many. */
export const aged = (
  subject: string,
  left: number,
  life: number,
  own: CertificateOptions = {},
): GeneratedCertificate =>
  createCertificate({ subject, notBefore: now - (life - left) * DAY, notAfter: now + left * DAY, ...own });

/** A root of ten years, in PEM. */
export const agedRoot = (subject: string, left = 1000): string =>
  aged(subject, left, 3650, { isAuthority: true }).pem;

/** A revocation list of twenty days, in PEM. */
export const agedList = (subject: string, left: number): string =>
  createRevocationList({
    issuer: createCertificate({ subject, isAuthority: true }),
    thisUpdate: now - (20 - left) * DAY,
    nextUpdate: now + left * DAY,
  }).pem;

/** Puts a file into a folder, below it where the path says so; its whole path. */
export type Write = (path: string, content: string) => string;

export const writeInto =
  (folder: string): Write =>
  (path, content) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
