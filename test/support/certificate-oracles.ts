import 'reflect-metadata';
import { type KeyObject, X509Certificate as NodeCertificate } from 'node:crypto';
import {
  BasicConstraintsExtension,
  type GeneralName,
  GeneralNames,
  X509Certificate as LibraryCertificate,
} from '@peculiar/x509';

/** What an oracle says of a certificate, as far as it can be held against ours; undefined where it says nothing. */
export interface OracleFields {
  readonly fingerprintSha256?: string;
  readonly serialNumber: bigint;
  /** NaN where the oracle accepts the certificate and cannot read the date. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly subject?: string;
  readonly issuer?: string;
  readonly subjectValues?: readonly string[];
  readonly issuerValues?: readonly string[];
  readonly sans?: readonly string[];
  readonly publicKey?: string;
  readonly isAuthority?: boolean;
}

/** What node:crypto says, that is, OpenSSL; undefined where it refuses. */
export function askNode(der: Buffer): OracleFields | undefined {
  let certificate: NodeCertificate;
  try {
    certificate = new NodeCertificate(der);
  } catch {
    return undefined;
  }
  return {
    // It is the fingerprint of what OpenSSL would write, which is not always what it has read.
    ...(certificate.raw.equals(der)
      ? { fingerprintSha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase() }
      : {}),
    serialNumber: signed(certificate.serialNumber),
    notBefore: Date.parse(certificate.validFrom) / 1000,
    notAfter: Date.parse(certificate.validTo) / 1000,
    ...optional('subject', nodeName(certificate.subject)),
    ...optional('issuer', nodeName(certificate.issuer)),
    ...optional('publicKey', nodeKey(certificate)),
    // Without telling the version: where it says no, version 1 may be what makes it a root.
    ...(certificate.ca ? { isAuthority: true } : {}),
  };
}

/**
 * OpenSSL's lines, one for each part in encoded order, with the values escaped by RFC 2253; all but a value that is
 * `#` alone, which it forgets.
 */
function nodeName(lines: string | undefined): string | undefined {
  return lines
    ?.split('\n')
    .toReversed()
    .join(',')
    .replaceAll(' + ', '+')
    .replaceAll('street=', 'STREET=')
    .replaceAll(/=#(?=[,+]|$)/g, '=\\#');
}

function nodeKey(certificate: NodeCertificate): string | undefined {
  let key: KeyObject;
  try {
    key = certificate.publicKey;
  } catch {
    return undefined;
  }
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return `RSA ${modulusLength}`;
    case 'ec':
      return `ECDSA ${CURVES[namedCurve] ?? namedCurve}`;
    case 'ed25519':
      return 'Ed25519';
    default:
      return undefined;
  }
}

const CURVES: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
};

/** Reaches the parsed structure, which the library shows to subclasses alone. */
class OpenedCertificate extends LibraryCertificate {
  get structure(): LibraryCertificate['asn'] {
    return this.asn;
  }
}

/** What @peculiar/x509 says; undefined where it refuses the certificate, its names, or the extensions that we read. */
export function askLibrary(der: Buffer): OracleFields | undefined {
  try {
    const certificate = new OpenedCertificate(der);
    const { version, serialNumber, subject, issuer, extensions = [] } = certificate.structure.tbsCertificate;
    const encodedVersion: number = version;
    const names = extensions.find(({ extnID }) => extnID === '2.5.29.17');
    const constraints = extensions.some(({ extnID }) => extnID === '2.5.29.19');
    return {
      serialNumber: BigInt.asIntN(
        serialNumber.byteLength * 8,
        signed(Buffer.from(serialNumber).toString('hex')),
      ),
      notBefore: Math.floor(certificate.notBefore.getTime() / 1000),
      notAfter: Math.floor(certificate.notAfter.getTime() / 1000),
      ...optional('subjectValues', libraryValues(subject)),
      ...optional('issuerValues', libraryValues(issuer)),
      sans: names === undefined ? [] : new GeneralNames(names.extnValue.buffer).items.map(libraryName),
      ...(encodedVersion === 0
        ? {}
        : { isAuthority: constraints && certificate.getExtension(BasicConstraintsExtension)?.ca === true }),
    };
  } catch {
    return undefined;
  }
}

type LibraryStructure = OpenedCertificate['structure'];

/**
 * Undefined where there is a type among them that the library gives back as it stands, or a UniversalString, of whose
 * characters it drops the upper half.
 */
function libraryValues(name: LibraryStructure['tbsCertificate']['subject']): string[] | undefined {
  const values = name.flatMap((part) => part.map(({ value }) => value));
  return values.some(
    ({ anyValue, universalString }) => anyValue !== undefined || universalString !== undefined,
  )
    ? undefined
    : values.map((value) => value.toString());
}

function libraryName({ type, value }: GeneralName): string {
  return `${type}:${value}`;
}

function signed(hex: string): bigint {
  return hex.startsWith('-') ? -BigInt(`0x${hex.slice(1)}`) : BigInt(`0x${hex || '0'}`);
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [Name in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [Name in Key]: Value });
}
