import type { Certificate } from '../../src/model/certificate.ts';
import { type BerElement, berElement } from '../../src/x509/ber.ts';
import { readCertificate } from '../../src/x509/read-certificate.ts';
import { askLibrary, askNode, type OracleFields } from './certificate-oracles.ts';

/**
 * Our reader against two others, node:crypto (OpenSSL) and @peculiar/x509. What counts as the same:
 *
 * - **A field** is what the oracles that read it say, and what one of them says where they disagree. They say nothing
 *   of: a date that OpenSSL cannot print; names with a value that is shown as `#` and hex, with octets that are no
 *   UTF-8, or with C1 control characters, all of which each of the three writes in its own way; alternative names of
 *   kinds that the library does not name.
 * - **A refusal** is ours where at least one of them refuses, and an acceptance where at least one of them accepts.
 * - Where both accept and we refuse, the reason is one of REFUSED_ALONE.
 * - Where both refuse and we accept, the certificate is one of ACCEPTED_ALONE.
 */
const REFUSED_ALONE: readonly RegExp[] = [
  // OpenSSL does not look at dates before it prints them, and the library puts one of its own in place.
  /is no date that the calendar knows$/,
  // Both read the first element of their input and ignore the rest; containers tell of it here.
  /bytes follow the certificate$/,
  // Neither minds which tag the parameters of an algorithm have that needs none.
  /which no type has in DER$/,
  // OpenSSL reads extensions when asked about them, and the library steps over what is left in one.
  /^(subjectAltName|basicConstraints): /,
];

const ACCEPTED_ALONE: readonly ((certificate: Certificate, der: Buffer) => boolean)[] = [
  // An attribute value that is no string, or not of the type that it says, is shown in hex.
  ({ subject, issuer }) => /=#|\\[89A-F][0-9A-F]/.test(subject + issuer),
  // The parameters of an algorithm that needs none are stepped over, whatever is in them.
  (_, der) => parameterTags(der).some((tag) => ![0x05, 0x06, 0x30].includes(tag)),
];

/** The tags of the parameters of the signature algorithm, inside and outside, and of the key algorithm. */
function parameterTags(der: Buffer): number[] {
  const [certificate] = children(der, { start: 0, end: der.length });
  const [toBeSigned, outer] = children(der, certificate);
  const fields = children(der, toBeSigned).filter(({ tag }) => tag !== 0xa0);
  const [keyAlgorithm] = children(der, fields[5]);
  return [fields[1], outer, keyAlgorithm]
    .flatMap((algorithm) => children(der, algorithm).slice(1))
    .map(({ tag }) => tag);
}

function children(der: Buffer, parent: Pick<BerElement, 'start' | 'end'> | undefined): BerElement[] {
  const found: BerElement[] = [];
  const { start, end } = parent ?? { start: 0, end: 0 };
  let element = berElement(der, start, end);
  while (element !== undefined) {
    found.push(element);
    element = berElement(der, element.next, end);
  }
  return found;
}

const YEAR_100 = Date.parse('0100-01-01T00:00:00Z') / 1000;

const isLaterThan100 = (seconds: number): boolean => seconds >= YEAR_100;

/** Whether a name is one that each reader writes in its own way. */
const isAmbiguous = (name: string): boolean => /=#|\\[89A-F][0-9A-F]|\\C2\\[89]/.test(name);

/** All that three readers make of one certificate: nothing where all is well, else what is not. */
export function disagreement(der: Buffer): string | undefined {
  const { certificate, refused } = readCertificate(der);
  const node = askNode(der);
  const library = askLibrary(der);
  if (certificate === undefined) {
    const isAlone = node !== undefined && library !== undefined;
    return isAlone && !REFUSED_ALONE.some((reason) => reason.test(refused))
      ? `we refuse: ${refused}`
      : undefined;
  }
  if (node === undefined && library === undefined) {
    return ACCEPTED_ALONE.some((isKnown) => isKnown(certificate, der)) ? undefined : 'we accept it alone';
  }
  return differingField(
    certificate,
    [node, library].filter((oracle) => oracle !== undefined),
  );
}

/** A field, what we say of it, and what the oracles say. */
type Comparison = readonly [field: string, ours: unknown, theirs: readonly unknown[]];

function differingField(ours: Certificate, oracles: readonly OracleFields[]): string | undefined {
  const isNamed = ours.subject !== '' && ours.subject !== ours.sans[0];
  const comparisons: readonly Comparison[] = [
    ['fingerprint', ours.fingerprintSha256, oracles.map(({ fingerprintSha256 }) => fingerprintSha256)],
    ['serial number', numberOf(ours.serialNumber), oracles.map(({ serialNumber }) => serialNumber)],
    [
      'not before',
      ours.notBefore,
      oracles.map(({ notBefore }) => notBefore).filter(() => isLaterThan100(ours.notBefore)),
    ],
    [
      'not after',
      ours.notAfter,
      oracles.map(({ notAfter }) => notAfter).filter(() => isLaterThan100(ours.notAfter)),
    ],
    ['public key', ours.publicKey, oracles.map(({ publicKey }) => publicKey)],
    ['authority', isAuthority(ours), oracles.map((oracle) => oracle.isAuthority)],
    ['alternative names', ours.sans.join('\n'), oracles.map(({ sans }) => libraryNames(sans))],
    ...(isNamed ? nameComparisons('subject', ours.subject, oracles) : []),
    ...nameComparisons('issuer', ours.issuer, oracles),
  ];
  for (const [field, our, theirs] of comparisons) {
    const said = theirs.filter((value) => value !== undefined && !Number.isNaN(value));
    if (said.length > 0 && !said.includes(our)) {
      return `${field}: we say ${String(our)}, they say ${said.join(' and ')}`;
    }
  }
  return undefined;
}

function nameComparisons(
  field: 'subject' | 'issuer',
  our: string,
  oracles: readonly OracleFields[],
): Comparison[] {
  if (isAmbiguous(our)) {
    return [];
  }
  const values = oracles.map((oracle) => oracle[`${field}Values`] ?? valuesOf(oracle[field]));
  return [
    [field, our, oracles.map((oracle) => oracle[field])],
    [`${field} values`, valuesOf(our)?.join('\n'), values.map((each) => each?.join('\n'))],
  ];
}

/** The values of a name that RFC 4514 writes, in encoded order, without their escapes. */
function valuesOf(name: string | undefined): string[] | undefined {
  const parts = name === undefined ? undefined : (name.match(/(?:\\.|[^,\\])+/gsu) ?? []);
  return parts
    ?.toReversed()
    .flatMap((part) => part.match(/(?:\\.|[^+\\])+/gsu) ?? [])
    .map((attribute) => attribute.slice(attribute.indexOf('=') + 1))
    .map((value) =>
      value.replace(/\\(?:([0-9A-F]{2})|(.))/gsu, (_, hex: string | undefined, character: string) =>
        hex === undefined ? character : String.fromCharCode(Number.parseInt(hex, 16)),
      ),
    );
}

const LIBRARY_KINDS: Readonly<Record<string, string>> = { dns: 'DNS', ip: 'IP', email: 'email', url: 'URI' };

/** Undefined where the library does not say the same of a kind as we do, or says it without escaping. */
function libraryNames(names: readonly string[] | undefined): string | undefined {
  const renamed = names?.map((name) => {
    const [kind = ''] = name.split(':', 1);
    return kind in LIBRARY_KINDS && !/[^ -~]/.test(name)
      ? LIBRARY_KINDS[kind] + name.slice(kind.length)
      : undefined;
  });
  return renamed?.includes(undefined) === true ? undefined : renamed?.join('\n');
}

function numberOf(serialNumber: string): bigint {
  const magnitude = BigInt(`0x${serialNumber.replace('-', '')}`);
  return serialNumber.startsWith('-') ? -magnitude : magnitude;
}

/** What basicConstraints say, or undefined where the role does not tell: version 1 has roots without them. */
function isAuthority({ role }: Certificate): boolean {
  return role !== 'leaf';
}
