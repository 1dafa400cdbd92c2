import type { Certificate } from '../../src/model/certificate.ts';
import type {
  Inventory,
  InventoryCertificate,
  InventoryRevocationList,
  SourceState,
} from '../../src/model/inventory.ts';
import type { RevocationList } from '../../src/model/revocation-list.ts';

/** A certificate whose fields are plausible where a test does not care for them. */
export function certificateWith(fields: Partial<Certificate> = {}): Certificate {
  return {
    fingerprintSha256: 'ab'.repeat(32),
    subject: 'CN=www.example.com,O=Example',
    issuer: 'CN=ca.example.com',
    serialNumber: '0a1b',
    notBefore: 1_700_000_000,
    notAfter: 1_800_000_000,
    sans: ['DNS:www.example.com'],
    publicKey: 'ECDSA P-256',
    signatureAlgorithm: 'ECDSA-SHA256',
    role: 'leaf',
    ...fields,
  };
}

/** That certificate found in a file. */
export function foundAt(path: string, fields: Partial<Certificate> = {}, index = 0): InventoryCertificate {
  return { certificate: certificateWith(fields), location: { path }, index, position: 0 };
}

/** A plausible revocation list found in a file. */
export function foundList(
  path: string,
  fields: Partial<RevocationList> = {},
  position = 0,
): InventoryRevocationList {
  const revocationList = {
    fingerprintSha256: 'cd'.repeat(32),
    issuer: 'CN=ca.example.com',
    thisUpdate: 1_700_000_000,
    nextUpdate: 1_800_000_000,
    crlNumber: '7',
    signatureAlgorithm: 'ECDSA-SHA256',
    revoked: 0,
    ...fields,
  };
  return { revocationList, location: { path }, position };
}

/** A source that has been collected. */
export function sourceState(fields: Partial<SourceState> = {}): SourceState {
  return {
    source: 'test',
    type: 'files',
    interval: 60,
    lastCollection: { up: true, timestamp: 1_790_000_000, duration: 0.25 },
    certificates: [],
    revocationLists: [],
    problems: [],
    ...fields,
  };
}

/** An inventory of these sources, ready. */
export function inventoryOf(...sources: SourceState[]): Inventory {
  return { sources, ready: true };
}
