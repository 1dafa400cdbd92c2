import { extension, type GeneratedCertificate } from './certificate-factory.ts';
import { element, implicit, octetString, sequence } from './der-writer.ts';
import { authority, type PkiOptions, server, subtree } from './pki.ts';

/** The moment at which generated chains are judged: 2030-03-17, in the middle of the factory's validity. */
export const NOW = 1_900_000_000;
const DAY = 86_400;

/** How a chain departs from a good one, at one certificate of it. */
export interface Fault {
  readonly name: string;
  readonly options: PkiOptions;
  /** The certificates at which it is tried; default: all. */
  readonly at?: readonly ('leaf' | 'intermediate' | 'root')[];
  /** Flips a bit of the signature afterwards. */
  readonly damaged?: boolean;
}

const ISSUERS = ['intermediate', 'root'] as const;

const utcTime = (text: string): Buffer => element(0x17, Buffer.from(text));

/** 1.2.3.4.5, which nobody knows. */
const UNKNOWN_EXTENSION = '1.2.3.4.5';

export const FAULTS: readonly Fault[] = [
  { name: 'nothing', options: {} },
  { name: 'expired', options: { notAfter: NOW - DAY } },
  { name: 'not yet valid', options: { notBefore: NOW + DAY } },
  { name: 'expires this second', options: { notAfter: NOW } },
  { name: 'valid from this second', options: { notBefore: NOW } },
  { name: 'RSA 1024', options: { key: 'rsa-1024' } },
  { name: 'RSA 2048', options: { key: 'rsa-2048' } },
  { name: 'P-224', options: { key: 'ec-p224' } },
  { name: 'P-384', options: { key: 'ec-p384' } },
  { name: 'P-521', options: { key: 'ec-p521' } },
  { name: 'Ed25519', options: { key: 'ed25519' } },
  { name: 'signs with SHA-1', options: { key: 'ec-p256-sha1' }, at: ISSUERS },
  { name: 'signs with MD5', options: { key: 'rsa-2048-md5' }, at: ISSUERS },
  { name: 'without basicConstraints', options: { basicConstraints: null } },
  { name: 'basicConstraints say no CA', options: { basicConstraints: { isAuthority: false } } },
  { name: 'basicConstraints say CA', options: { basicConstraints: { isAuthority: true } } },
  { name: 'pathLength 0', options: { basicConstraints: { isAuthority: true, pathLength: 0 } } },
  { name: 'pathLength 1', options: { basicConstraints: { isAuthority: true, pathLength: 1 } } },
  { name: 'keyUsage for CRLs alone', options: { keyUsage: ['cRLSign'] } },
  { name: 'keyUsage for certificates alone', options: { keyUsage: ['keyCertSign'] } },
  { name: 'keyUsage keyEncipherment', options: { keyUsage: ['keyEncipherment', 'keyCertSign'] } },
  { name: 'purpose client', options: { purposes: ['clientAuth'] } },
  { name: 'purposes client and server', options: { purposes: ['clientAuth', 'serverAuth'] } },
  { name: 'any purpose', options: { purposes: ['any'] } },
  {
    name: 'unknown critical extension',
    options: { extensions: [extension(UNKNOWN_EXTENSION, sequence(), true)] },
  },
  { name: 'unknown extension', options: { extensions: [extension(UNKNOWN_EXTENSION, sequence())] } },
  {
    name: 'an extension twice',
    options: { extensions: [extension('2.5.29.14', sequence()), extension('2.5.29.14', sequence())] },
  },
  { name: 'without identifiers', options: { identifiers: false } },
  {
    name: 'another authority key identifier',
    options: { authorityKeyIdentifier: Buffer.alloc(20, 7) },
    at: ['leaf', 'intermediate'],
  },
  { name: 'version 1', options: { version: 1 } },
  { name: 'negative serial number', options: { serialNumber: -5 } },
  { name: 'damaged signature', options: {}, damaged: true },
  { name: 'permits the name', options: { permitted: [subtree.dns('example.com')] }, at: ISSUERS },
  {
    name: 'permits the name after a dot',
    options: { permitted: [subtree.dns('.example.com')] },
    at: ISSUERS,
  },
  { name: 'permits the name in capitals', options: { permitted: [subtree.dns('EXAMPLE.com')] }, at: ISSUERS },
  { name: 'permits another name', options: { permitted: [subtree.dns('example.org')] }, at: ISSUERS },
  { name: 'permits a part of the name', options: { permitted: [subtree.dns('ample.com')] }, at: ISSUERS },
  {
    name: 'permits another name, not critical',
    options: { permitted: [subtree.dns('example.org')], constraintsCritical: false },
    at: ISSUERS,
  },
  {
    name: 'permits addresses alone',
    options: { permitted: [subtree.ip(10, 0, 0, 0, 255, 0, 0, 0)] },
    at: ISSUERS,
  },
  { name: 'permits mail alone', options: { permitted: [subtree.email('example.org')] }, at: ISSUERS },
  { name: 'permits URIs alone', options: { permitted: [subtree.uri('example.org')] }, at: ISSUERS },
  { name: 'excludes the name', options: { excluded: [subtree.dns('www.example.com')] }, at: ISSUERS },
  { name: 'excludes the domain', options: { excluded: [subtree.dns('example.com')] }, at: ISSUERS },
  { name: 'excludes another name', options: { excluded: [subtree.dns('example.org')] }, at: ISSUERS },
  {
    name: 'permits the domain, excludes the name',
    options: { permitted: [subtree.dns('com')], excluded: [subtree.dns('www.example.com')] },
    at: ISSUERS,
  },
  {
    name: 'permits the subject',
    options: { permitted: [subtree.directory([['O', 'Example']])], constraintsCritical: false },
    at: ISSUERS,
  },
  {
    name: 'permits another subject',
    options: { permitted: [subtree.directory([['O', 'Other']])] },
    at: ISSUERS,
  },
  {
    name: 'demands a policy',
    options: { extensions: [extension('2.5.29.36', sequence(implicit(0, Buffer.of(0))), true)] },
    at: ISSUERS,
  },
  {
    name: 'a critical authority key identifier',
    options: { identifiers: false, extensions: [extension('2.5.29.35', sequence(), true)] },
  },
  {
    name: 'a critical subject key identifier',
    options: {
      identifiers: false,
      extensions: [extension('2.5.29.14', octetString(Buffer.alloc(20, 7)), true)],
    },
    at: ['leaf'],
  },
  { name: 'a serial number with a needless octet', options: { serialNumber: Buffer.of(0, 5) } },
  { name: 'a date with an offset', options: { notAfter: utcTime('401231235959+0000') } },
  { name: 'a date without seconds', options: { notAfter: utcTime('4012312359Z') } },
  {
    name: 'a date with fractions of a second',
    options: { notAfter: element(0x18, Buffer.from('20401231235959.5Z')) },
  },
  {
    name: 'a name that is not ASCII',
    options: { sans: ['DNS:www.example.com', implicit(2, Buffer.from('bücher.example.com'))] },
    at: ['leaf'],
  },
  {
    name: 'an address of five octets',
    options: { sans: ['DNS:www.example.com', implicit(7, Buffer.alloc(5, 1))] },
    at: ['leaf'],
  },
  {
    name: 'constrains registered identifiers',
    options: { excluded: [subtree.registeredId('1.2.3')] },
    at: ISSUERS,
  },
];

/** A leaf, the intermediates above it, and a root, from the leaf on; the fault is at `place`. */
export function faultyChain(fault: Fault, length: number, place: number): GeneratedCertificate[] {
  const chain: GeneratedCertificate[] = [];
  for (let at = length - 1; at >= 0; at--) {
    const issuer = chain[0];
    const own = at === place ? fault.options : {};
    const options: PkiOptions = { ...own, ...(issuer === undefined ? {} : { issuer }) };
    const subject = [
      ['O', 'Example'],
      ['CN', at === 0 ? 'www.example.com' : `Authority ${at}`],
    ] as const;
    const made = at === 0 ? server({ subject, ...options }) : authority(subject, options);
    chain.unshift(at === place && fault.damaged === true ? damaged(made) : made);
  }
  return chain;
}

/** The same certificate with another signature. */
export function damaged(certificate: GeneratedCertificate): GeneratedCertificate {
  const der = Buffer.from(certificate.der);
  // The last octets of an ECDSA signature are those of a number that may be any.
  der[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
  return { ...certificate, der };
}

/** Whether a fault is tried at this place of a chain of this length. */
export function isTriedAt({ at }: Fault, length: number, place: number): boolean {
  const kind = place === 0 ? 'leaf' : place === length - 1 ? 'root' : 'intermediate';
  return at === undefined || at.includes(kind);
}

/** A certificate for the same name and key as another, by another issuer or by itself. */
export function crossSigned(subject: GeneratedCertificate, options: PkiOptions): GeneratedCertificate {
  return authority(subject.subject, { ...options, key: subject.key });
}
