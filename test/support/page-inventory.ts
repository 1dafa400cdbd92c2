import { createHash } from 'node:crypto';
import type { Certificate } from '../../src/model/certificate.ts';
import type { Inventory, InventoryCertificate, SourceState } from '../../src/model/inventory.ts';
import { DAY } from '../../src/model/validity.ts';

/** 2026-11-22T12:00:00Z in Unix seconds: the moment at which made-up inventories are looked at. */
export const NOW = Date.UTC(2026, 10, 22, 12) / 1000;

/** A certificate with `daysLeft` days left of a year, and whatever else a test cares for. */
export function certificateOf(daysLeft: number, fields: Partial<Certificate> = {}): Certificate {
  const subject = fields.subject ?? `CN=www${daysLeft}.example.com`;
  return {
    fingerprintSha256: createHash('sha256').update(subject).digest('hex'),
    subject,
    issuer: 'CN=Example Issuing CA,O=Example',
    serialNumber: '4a0f31',
    notBefore: NOW + (daysLeft - 365) * DAY,
    notAfter: NOW + daysLeft * DAY,
    sans: ['DNS:www.example.com'],
    publicKey: 'ECDSA P-256',
    signatureAlgorithm: 'ECDSA-SHA256',
    role: 'leaf',
    ...fields,
  };
}

/** A certificate as the only one of its file. */
export function foundAt(path: string, certificate: Certificate): InventoryCertificate {
  return { certificate, location: { path }, index: 0, position: 0 };
}

/** A source that was collected a moment ago and is up, unless a test says otherwise. */
export function sourceOf(fields: Partial<SourceState> = {}): SourceState {
  return {
    source: 'flags',
    type: 'files',
    interval: 60,
    lastCollection: { up: true, timestamp: NOW - 20, duration: 0.042 },
    certificates: [],
    revocationLists: [],
    problems: [],
    ...fields,
  };
}

/** An inventory of these sources, ready when each of them has been collected. */
export function inventoryOf(...sources: readonly SourceState[]): Inventory {
  return { sources, ready: sources.every(({ lastCollection }) => lastCollection !== undefined) };
}
