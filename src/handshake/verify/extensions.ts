import { type DerReader, TAG } from '../../x509/der-reader.ts';
import { dottedObjectIdentifier, encodedObjectIdentifier } from '../../x509/object-identifier.ts';
import { readSerialNumber } from '../../x509/serial-number.ts';
import { type GeneralName, nameFault, readGeneralName, readGeneralNames } from './general-name.ts';
import {
  type PolicyExtensions,
  readCount,
  readPolicies,
  readPolicyConstraints,
  readPolicyMappings,
} from './policy-extensions.ts';

/** What the extensions of a certificate (RFC 5280, 4.2) say to those who validate a path. */
export interface Extensions extends PolicyExtensions {
  readonly basicConstraints?: {
    readonly isAuthority: boolean;
    readonly critical: boolean;
    readonly pathLength?: number;
  };
  /** Bit `n` of the number is named bit `n` of KeyUsage. */
  readonly keyUsage?: number;
  /** Dotted object identifiers. */
  readonly extendedKeyUsage?: readonly string[];
  /** The subject alternative names. */
  readonly names?: readonly GeneralName[];
  readonly namesCritical?: boolean;
  /** What is wrong with one of them, as the end of a sentence; absent where nothing is. */
  readonly nameFault?: string;
  readonly nameConstraints?: NameConstraints;
  /** Lower-case hex. */
  readonly subjectKeyIdentifier?: string;
  /** Lower-case hex. */
  readonly authorityKeyIdentifier?: string;
  /** As in `Certificate`. */
  readonly authoritySerialNumber?: string;
  /** The TLS feature status_request (RFC 7633): the server promises a stapled OCSP response. */
  readonly mustStaple: boolean;
  /**
   * Dotted object identifiers of critical extensions that clients do not understand, or not as critical: the key
   * identifiers must not be (RFC 5280, 4.2.1.1 and 4.2.1.2), and OpenSSL and Go refuse them then.
   */
  readonly unknownCritical: readonly string[];
}

/** Name constraints (RFC 5280, 4.2.1.10). */
export interface NameConstraints {
  readonly critical: boolean;
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

/** KeyUsage's named bits (RFC 5280, 4.2.1.3) that matter here. */
export const KEY_USAGE = {
  digitalSignature: 1,
  keyEncipherment: 1 << 2,
  keyAgreement: 1 << 4,
  keyCertSign: 1 << 5,
};

type Draft = { -readonly [Key in keyof Extensions]: Extensions[Key] } & { unknownCritical: string[] };

const READERS: Readonly<Record<string, (der: DerReader, draft: Draft, critical: boolean) => void>> = {
  '2.5.29.14': (der, draft, critical) => {
    der.take(TAG.octetString);
    draft.subjectKeyIdentifier = der.bytes.toString('hex', der.start, der.end);
    if (critical) draft.unknownCritical.push('2.5.29.14');
  },
  '2.5.29.15': (der, draft) => {
    draft.keyUsage = readNamedBits(der);
  },
  '2.5.29.17': (der, draft, critical) => {
    draft.namesCritical = critical;
    draft.names = readGeneralNames(der);
    const fault = draft.names.map(nameFault).find((each) => each !== undefined);
    if (fault !== undefined) draft.nameFault = fault;
  },
  '2.5.29.19': (der, draft, critical) => {
    draft.basicConstraints = readBasicConstraints(der, critical);
  },
  '2.5.29.30': (der, draft, critical) => {
    draft.nameConstraints = readNameConstraints(der, critical);
  },
  '2.5.29.32': (der, draft) => {
    draft.policies = readPolicies(der);
  },
  '2.5.29.33': (der, draft) => {
    draft.mappings = readPolicyMappings(der);
  },
  '2.5.29.35': readAuthorityKeyIdentifier,
  '2.5.29.36': (der, draft) => {
    Object.assign(draft, readPolicyConstraints(der));
  },
  '2.5.29.37': (der, draft) => {
    draft.extendedKeyUsage = readObjectIdentifiers(der);
  },
  '2.5.29.54': (der, draft) => {
    draft.inhibitAnyPolicy = readCount(der);
  },
  '1.3.6.1.5.5.7.1.24': (der, draft, critical) => {
    der.enter(TAG.sequence);
    while (der.more) {
      der.take(TAG.integer);
      draft.mustStaple ||= der.end - der.start === 1 && der.bytes[der.start] === STATUS_REQUEST;
    }
    der.leave();
    // OpenSSL and Go refuse it where it is critical, and RFC 7633, 4.1, says that it should not be.
    if (critical) draft.unknownCritical.push('1.3.6.1.5.5.7.1.24');
  },
};

const STATUS_REQUEST = 5;

/** CRL distribution points may be critical although nobody looks inside, because revocation is not looked up. */
const HARMLESS = new Set(['2.5.29.31']);

const BY_ENCODING = new Map(
  Object.keys(READERS).map((dotted) => [encodedObjectIdentifier(dotted), dotted] as const),
);

/** What a certificate without extensions says. */
export const NO_EXTENSIONS: Extensions = { mustStaple: false, unknownCritical: [] };

/** Reads the Extensions that come next. */
export function readExtensions(der: DerReader): Extensions {
  const draft: Draft = { mustStaple: false, unknownCritical: [] };
  const seen = new Set<string>();
  der.enter(TAG.sequence);
  while (der.more) {
    der.enter(TAG.sequence);
    der.take(TAG.objectIdentifier);
    const { bytes, start, end } = der;
    const encoded = bytes.toString('latin1', start, end);
    if (seen.has(encoded)) der.fail('is an extension that occurs twice');
    seen.add(encoded);
    const critical = der.isAt(TAG.boolean) && readBoolean(der);
    const known = BY_ENCODING.get(encoded);
    const read = known === undefined ? undefined : READERS[known];
    if (read === undefined) {
      der.take(TAG.octetString);
      const dotted = dottedObjectIdentifier(bytes, start, end) ?? `#${bytes.toString('hex', start, end)}`;
      if (critical && !HARMLESS.has(dotted)) draft.unknownCritical.push(dotted);
    } else {
      der.enter(TAG.octetString);
      read(der, draft, critical);
      der.leave();
    }
    der.leave();
  }
  der.leave();
  return draft;
}

function readBoolean(der: DerReader): boolean {
  der.take(TAG.boolean);
  const octet = der.bytes[der.start];
  if (der.end - der.start !== 1 || (octet !== 0 && octet !== 0xff)) der.fail('is no boolean');
  return octet !== 0;
}

function readBasicConstraints(
  der: DerReader,
  critical: boolean,
): NonNullable<Extensions['basicConstraints']> {
  der.enter(TAG.sequence);
  const isAuthority = der.isAt(TAG.boolean) && readBoolean(der);
  const pathLength = der.isAt(TAG.integer) ? readCount(der) : undefined;
  der.leave();
  return pathLength === undefined ? { isAuthority, critical } : { isAuthority, critical, pathLength };
}

function readNamedBits(der: DerReader): number {
  der.take(TAG.bitString);
  const { bytes, start, end } = der;
  if (start === end || (bytes[start] as number) > 7) der.fail('is no bit string');
  let bits = 0;
  for (let bit = 0; bit < 9 && start + 1 + (bit >> 3) < end; bit++) {
    if (((bytes[start + 1 + (bit >> 3)] as number) & (0x80 >> (bit & 7))) !== 0) bits |= 1 << bit;
  }
  return bits;
}

function readObjectIdentifiers(der: DerReader): string[] {
  const found: string[] = [];
  der.enter(TAG.sequence);
  while (der.more) {
    der.take(TAG.objectIdentifier);
    found.push(dottedObjectIdentifier(der.bytes, der.start, der.end) ?? '');
  }
  der.leave();
  return found;
}

function readAuthorityKeyIdentifier(der: DerReader, draft: Draft, critical: boolean): void {
  if (critical) draft.unknownCritical.push('2.5.29.35');
  der.enter(TAG.sequence);
  while (der.more) {
    der.next();
    const { bytes, tag, start, end } = der;
    if (tag === 0x80) draft.authorityKeyIdentifier = bytes.toString('hex', start, end);
    if (tag === 0x82 && start < end) draft.authoritySerialNumber = readSerialNumber(bytes, start, end);
  }
  der.leave();
}

function readNameConstraints(der: DerReader, critical: boolean): NameConstraints {
  der.enter(TAG.sequence);
  const permitted = readSubtrees(der, 0xa0);
  const excluded = readSubtrees(der, 0xa1);
  der.leave();
  return { critical, permitted, excluded };
}

function readSubtrees(der: DerReader, tag: number): GeneralName[] {
  const bases: GeneralName[] = [];
  if (!der.isAt(tag)) return bases;
  der.enter(tag);
  while (der.more) {
    der.enter(TAG.sequence);
    const base = readGeneralName(der);
    if (base.kind === 'ip' && base.octets.length !== 8 && base.octets.length !== 32) {
      der.fail('is no address with a mask');
    }
    bases.push(base);
    // RFC 5280 knows no other minimum than 0, which DER does not write, and no maximum.
    if (der.more) der.fail('limits the depth of a subtree');
    der.leave();
  }
  der.leave();
  return bases;
}
