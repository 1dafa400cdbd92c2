import { hash } from 'node:crypto';
import {
  type CertificateOptions,
  createCertificate,
  extension,
  type GeneratedCertificate,
} from './certificate-factory.ts';
import { type CertificateKey, type KeyKind, newKey } from './certificate-keys.ts';
import {
  bitString,
  boolean,
  element,
  explicit,
  implicit,
  integer,
  objectIdentifier,
  octetString,
  sequence,
} from './der-writer.ts';
import { distinguishedName, type NameInput } from './distinguished-name.ts';

const USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
] as const;

export type Usage = (typeof USAGES)[number];

const PURPOSES = {
  any: '2.5.29.37.0',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
} as const;

export type Purpose = keyof typeof PURPOSES;

/** What a certificate of a PKI says, beside what the factory's options say. */
export interface PkiOptions extends Omit<CertificateOptions, 'key' | 'isAuthority'> {
  /** basicConstraints; null leaves the extension out. Default: an authority where made by `authority`. */
  readonly basicConstraints?: { readonly isAuthority: boolean; readonly pathLength?: number } | null;
  readonly keyUsage?: readonly Usage[];
  readonly purposes?: readonly Purpose[];
  readonly permitted?: readonly Uint8Array[];
  readonly excluded?: readonly Uint8Array[];
  readonly constraintsCritical?: boolean;
  /** Default: a kind of one's own key, `ec-p256`. */
  readonly key?: KeyKind | CertificateKey;
  /** Whether there is a subjectKeyIdentifier and an authorityKeyIdentifier. Default: true. */
  readonly identifiers?: boolean;
  /** The key identifier that stands in authorityKeyIdentifier, where it shall not be the issuer's. */
  readonly authorityKeyIdentifier?: Buffer;
}

/** A certificate authority with a key of its own; a root where there is no issuer. */
export function authority(name: NameInput, options: PkiOptions = {}): GeneratedCertificate {
  return issue({
    subject: name,
    basicConstraints: { isAuthority: true },
    keyUsage: ['keyCertSign', 'cRLSign'],
    ...options,
  });
}

/** A server's certificate for `www.example.com`, with a key of its own. */
export function server(options: PkiOptions = {}): GeneratedCertificate {
  return issue({
    subject: 'www.example.com',
    sans: ['DNS:www.example.com'],
    keyUsage: ['digitalSignature'],
    purposes: ['serverAuth'],
    ...options,
  });
}

/** The base of a subtree for name constraints. */
export const subtree = {
  dns: (name: string): Buffer => sequence(implicit(2, Buffer.from(name))),
  email: (name: string): Buffer => sequence(implicit(1, Buffer.from(name))),
  uri: (name: string): Buffer => sequence(implicit(6, Buffer.from(name))),
  /** Address and mask, octet for octet. */
  ip: (...octets: readonly number[]): Buffer => sequence(implicit(7, Buffer.from(octets))),
  directory: (name: NameInput): Buffer => sequence(explicit(4, distinguishedName(name))),
  registeredId: (dotted: string): Buffer => sequence(implicit(8, objectIdentifier(dotted).subarray(2))),
};

/** The TLS feature extension with status_request (RFC 7633). */
export const MUST_STAPLE = extension('1.3.6.1.5.5.7.1.24', sequence(integer(5)));

/** The key identifier that certificates of this PKI have for a key. */
export function keyIdentifier({ publicKeyInfo }: Pick<CertificateKey, 'publicKeyInfo'>): Buffer {
  return hash('sha1', publicKeyInfo, 'buffer');
}

function issue(options: PkiOptions): GeneratedCertificate {
  const { key = 'ec-p256', version = 3, identifiers = true, issuer } = options;
  const own = typeof key === 'string' ? newKey(key) : key;
  const extensions =
    version < 3 ? [] : extensionsOf(options, own, identifiers ? (issuer?.key ?? own) : undefined);
  return createCertificate({
    ...options,
    key: own,
    extensions: [...extensions, ...(options.extensions ?? [])],
  });
}

function extensionsOf(
  options: PkiOptions,
  own: CertificateKey,
  signer: CertificateKey | undefined,
): Buffer[] {
  const { basicConstraints, keyUsage, purposes, permitted = [], excluded = [] } = options;
  const found: Buffer[] = [];
  if (basicConstraints !== undefined && basicConstraints !== null) {
    const { isAuthority, pathLength } = basicConstraints;
    const parts = [
      ...(isAuthority ? [boolean(true)] : []),
      ...(pathLength === undefined ? [] : [integer(pathLength)]),
    ];
    found.push(extension('2.5.29.19', sequence(...parts), true));
  }
  if (keyUsage !== undefined) found.push(extension('2.5.29.15', usageBits(keyUsage), true));
  if (purposes !== undefined) {
    found.push(
      extension('2.5.29.37', sequence(...purposes.map((purpose) => objectIdentifier(PURPOSES[purpose])))),
    );
  }
  if (permitted.length + excluded.length > 0) {
    const lists = [
      ...(permitted.length === 0 ? [] : [explicit(0, ...permitted)]),
      ...(excluded.length === 0 ? [] : [explicit(1, ...excluded)]),
    ];
    found.push(extension('2.5.29.30', sequence(...lists), options.constraintsCritical ?? true));
  }
  if (signer !== undefined) {
    const named = options.authorityKeyIdentifier ?? keyIdentifier(signer);
    found.push(extension('2.5.29.14', octetString(keyIdentifier(own))));
    found.push(extension('2.5.29.35', sequence(implicit(0, named))));
  }
  return found;
}

function usageBits(usages: readonly Usage[]): Buffer {
  let octet = 0;
  for (const usage of usages) octet |= 0x80 >> USAGES.indexOf(usage);
  const unused = octet === 0 ? 0 : 31 - Math.clz32(octet & -octet);
  return octet === 0 ? bitString(Buffer.alloc(0)) : element(0x03, Buffer.of(unused, octet));
}
