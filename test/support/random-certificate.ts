import {
  type CertificateOptions,
  createCertificate,
  type GeneratedCertificate,
} from './certificate-factory.ts';
import type { Attribute, RelativeName, StringType } from './distinguished-name.ts';
import type { Random } from './random.ts';

const TYPES = [
  'CN',
  'O',
  'OU',
  'L',
  'ST',
  'C',
  'STREET',
  'DC',
  'UID',
  'SN',
  'serialNumber',
  'emailAddress',
  '1.2.3.4',
];
const ASCII_TYPES = ['numeric', 'printable', 'ia5', 'visible', 't61'] as const;
const WIDE_TYPES = ['utf8', 'bmp', 'universal'] as const;
const ASCII = Array.from('abcXYZ019 .-_@*,+"\\<>;=#\n\u0001\u007f\0');
const WIDE = [...ASCII, 'é', 'ß', 'Ž', '中', '\u2028', '\u200f'];
const KEYS = ['ec-p256', 'ec-p384', 'ec-p521', 'rsa-1024', 'rsa-2048', 'ed25519'] as const;

/** The end of 9999 in Unix seconds. */
const LAST_SECOND = 253_402_300_799;

/** A certificate of any kind that our factory knows, with names, numbers and dates that nobody would choose. */
export function randomCertificate(random: Random): GeneratedCertificate {
  const options: CertificateOptions = {
    subject: name(random, random.below(5)),
    serialNumber: random.pick([1n, -1n]) * (BigInt(random.below(2 ** 31)) ** BigInt(random.below(10)) || 1n),
    notBefore: date(random),
    notAfter: date(random),
    key: random.pick(KEYS),
    version: random.pick([1, 2, 3, 3, 3, 3]),
    sans: Array.from({ length: random.below(4) }, () => alternativeName(random)),
    signed: false,
    ...(random.below(2) === 0 ? { issuerName: name(random, 1 + random.below(4)) } : {}),
    ...(random.below(2) === 0 ? { isAuthority: random.below(2) === 0 } : {}),
  };
  return createCertificate(options);
}

function name(random: Random, parts: number): RelativeName[] {
  return Array.from({ length: parts }, () =>
    random.below(8) === 0 ? [attribute(random), attribute(random)] : attribute(random),
  );
}

function attribute(random: Random): Attribute {
  const stringType: StringType = random.pick([...ASCII_TYPES, ...WIDE_TYPES]);
  const characters = (ASCII_TYPES as readonly string[]).includes(stringType) ? ASCII : WIDE;
  return [random.pick(TYPES), text(random, characters, 1 + random.below(20)), stringType];
}

function text(random: Random, characters: readonly string[], length: number): string {
  return Array.from({ length }, () => random.pick(characters)).join('');
}

/** From 0100 to 9999; most of them where certificates are. */
function date(random: Random): number {
  const years = random.pick([50, 50, 50, 1000, 8000]);
  const seconds = (random.below(2 ** 31) / 2 ** 31) * years * 31_557_600;
  return Math.min(LAST_SECOND, Math.floor(years === 1000 ? -seconds : seconds));
}

function alternativeName(random: Random): string {
  const label = text(random, Array.from('abc019-'), 1 + random.below(10));
  switch (random.below(5)) {
    case 0:
      return `IP:10.${random.below(256)}.${random.below(256)}.1`;
    case 1:
      return `IP:2001:db8::${random.below(65_536).toString(16)}`;
    case 2:
      return `email:${label}@example.com`;
    case 3:
      return `URI:https://${label}.example.com/`;
    default:
      return `DNS:${label}.example.com`;
  }
}
