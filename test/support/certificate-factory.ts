import { type CertificateKey, type KeyKind, sharedKey, signWith } from './certificate-keys.ts';
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

/** What a certificate shall say; everything has a harmless default. */
export interface CertificateOptions {
  /** A common name, the parts of a name, or DER. Default: the common name `example.com`. */
  readonly subject?: NameInput;
  /** `DNS:…`, `IP:…`, `email:…`, `URI:…`, `dirName:…` (a common name), or the DER of a GeneralName. Default: none. */
  readonly sans?: readonly (string | Uint8Array)[];
  /** Unix seconds (negative before 1970), a Date, or the DER of a Time. Default: 2025-01-01. */
  readonly notBefore?: number | Date | Uint8Array;
  /** The same. Default: 2035-01-01. */
  readonly notAfter?: number | Date | Uint8Array;
  /** The value, or the very octets of the INTEGER. Default: one more than the last, from 1 on. */
  readonly serialNumber?: bigint | number | Uint8Array;
  /** The subject's key: a kind, of which all certificates share one key, or one from `newKey`. Default: `ec-p256`. */
  readonly key?: KeyKind | CertificateKey;
  /** Whether basicConstraints says that it is a CA; the extension is left out where this is undefined. */
  readonly isAuthority?: boolean;
  /** Default: 3. Version 1 and 2 have no extensions. */
  readonly version?: 1 | 2 | 3;
  /** Who signs. Default: itself. */
  readonly issuer?: GeneratedCertificate;
  /** Whose name it says that the issuer has, if not the issuer's. */
  readonly issuerName?: NameInput;
  /** The DER of further Extensions, see `extension`. */
  readonly extensions?: readonly Uint8Array[];
  /** False puts zeros where the signature goes, which is ten times as fast. Default: true. */
  readonly signed?: boolean;
}

/** A certificate and its private key. */
export interface GeneratedCertificate {
  readonly der: Buffer;
  /** `der` as a PEM block with a final newline. */
  readonly pem: string;
  /** The private key in PKCS #8 as a PEM block. */
  readonly privateKeyPem: string;
  readonly key: CertificateKey;
  /** The DER of its subject. */
  readonly subject: Buffer;
}

/** 2025-01-01 and 2035-01-01: constants, so that no test depends on when it runs. */
export const DEFAULT_NOT_BEFORE = 1_735_689_600;
export const DEFAULT_NOT_AFTER = 2_051_222_400;

let lastSerialNumber = 0;

/** A real certificate, signed by `issuer` or by itself; thousands a second. */
export function createCertificate(options: CertificateOptions = {}): GeneratedCertificate {
  const key = keyOf(options.key ?? 'ec-p256');
  const signer = options.issuer?.key ?? key;
  const subject = distinguishedName(options.subject ?? 'example.com');
  const issuerName =
    options.issuerName === undefined
      ? (options.issuer?.subject ?? subject)
      : distinguishedName(options.issuerName);
  const version = options.version ?? 3;
  const extensions = version === 3 ? extensionsOf(options) : [];
  const toBeSigned = sequence(
    ...(version === 1 ? [] : [explicit(0, integer(version - 1))]),
    integer(options.serialNumber ?? ++lastSerialNumber),
    signer.signatureAlgorithm,
    issuerName,
    sequence(time(options.notBefore ?? DEFAULT_NOT_BEFORE), time(options.notAfter ?? DEFAULT_NOT_AFTER)),
    subject,
    key.publicKeyInfo,
    ...(extensions.length === 0 ? [] : [explicit(3, sequence(...extensions))]),
  );
  const signature = options.signed === false ? Buffer.alloc(64) : signWith(signer, toBeSigned);
  const der = sequence(toBeSigned, signer.signatureAlgorithm, bitString(signature));
  return {
    der,
    key,
    subject,
    get pem() {
      return toPem(der);
    },
    get privateKeyPem() {
      return key.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    },
  };
}

/** A root, an intermediate that it signed, and a leaf that the intermediate signed. */
export interface Chain {
  readonly root: GeneratedCertificate;
  readonly intermediate: GeneratedCertificate;
  readonly leaf: GeneratedCertificate;
}

/**
 * A chain of three that a TLS client accepts.
 * @param leaf what the leaf shall say; its `issuer` is the intermediate
 */
export function createChain(leaf: CertificateOptions = {}): Chain {
  const root = createCertificate({ subject: 'Example Root CA', isAuthority: true });
  const intermediate = createCertificate({ subject: 'Example Issuing CA', isAuthority: true, issuer: root });
  return {
    root,
    intermediate,
    leaf: createCertificate({ sans: ['DNS:example.com'], ...leaf, issuer: intermediate }),
  };
}

/** A PEM block in lines of 64 characters, with a final newline. */
export function toPem(der: Uint8Array, label = 'CERTIFICATE'): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** The DER of an Extension (RFC 5280, 4.1) from its dotted object identifier and the DER of its contents. */
export function extension(dotted: string, contents: Uint8Array, critical = false): Buffer {
  return sequence(objectIdentifier(dotted), ...(critical ? [boolean(true)] : []), octetString(contents));
}

/** The DER of a Time (RFC 5280, 4.1.2.5): UTCTime from 1950 to 2049, GeneralizedTime otherwise. */
export function time(value: number | Date | Uint8Array): Buffer {
  if (value instanceof Uint8Array) {
    return Buffer.from(value);
  }
  const text = new Date(typeof value === 'number' ? value * 1000 : value).toISOString();
  const digits = `${text.replace(/\..*|\D/g, '')}Z`;
  const year = Number(digits.slice(0, 4));
  return year >= 1950 && year <= 2049
    ? element(0x17, Buffer.from(digits.slice(2)))
    : element(0x18, Buffer.from(digits));
}

function keyOf(key: KeyKind | CertificateKey): CertificateKey {
  return typeof key === 'string' ? sharedKey(key) : key;
}

function extensionsOf({
  isAuthority,
  sans = [],
  extensions = [],
}: CertificateOptions): readonly Uint8Array[] {
  return [
    ...(isAuthority === undefined
      ? []
      : [extension('2.5.29.19', isAuthority ? sequence(boolean(true)) : sequence(), true)]),
    ...(sans.length === 0 ? [] : [extension('2.5.29.17', sequence(...sans.map((san) => generalName(san))))]),
    ...extensions,
  ];
}

function generalName(name: string | Uint8Array): Uint8Array {
  if (typeof name !== 'string') {
    return name;
  }
  const colon = name.indexOf(':');
  const value = name.slice(colon + 1);
  switch (name.slice(0, colon)) {
    case 'DNS':
      return implicit(2, Buffer.from(value, 'latin1'));
    case 'email':
      return implicit(1, Buffer.from(value, 'latin1'));
    case 'URI':
      return implicit(6, Buffer.from(value, 'latin1'));
    case 'IP':
      return implicit(7, ipAddress(value));
    case 'dirName':
      return explicit(4, distinguishedName(value));
    default:
      throw new TypeError(`no such kind of subject alternative name: ${name}`);
  }
}

/** Four octets, or sixteen: an IPv6 address may be shortened with `::`. */
function ipAddress(text: string): Buffer {
  if (!text.includes(':')) {
    return Buffer.from(text.split('.').map(Number));
  }
  const [before = [], after = []] = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
