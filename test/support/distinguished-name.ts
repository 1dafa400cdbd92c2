import { element, objectIdentifier, sequence, setOf } from './der-writer.ts';

/** Identifier octets of the string types that names are written in (X.680, 8.4). */
export const STRING_TAGS = {
  utf8: 0x0c,
  numeric: 0x12,
  printable: 0x13,
  t61: 0x14,
  ia5: 0x16,
  visible: 0x1a,
  universal: 0x1c,
  bmp: 0x1e,
} as const;

export type StringType = keyof typeof STRING_TAGS;

const TYPES: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  SN: '2.5.4.4',
  serialNumber: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  STREET: '2.5.4.9',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  DC: '0.9.2342.19200300.100.1.25',
  UID: '0.9.2342.19200300.100.1.1',
  emailAddress: '1.2.840.113549.1.9.1',
};

/**
 * An attribute: its type (`CN` or dotted), its value (text, or the octets as they shall stand there), and how text
 * is encoded; `utf8` where that is not said.
 */
export type Attribute = readonly [type: string, value: string | Uint8Array, stringType?: StringType];

/** One part of a name: an attribute, or several of them at once. */
export type RelativeName = Attribute | readonly Attribute[];

/**
 * A name: a common name alone, the parts in the order in which they are encoded (the most general first, as
 * `openssl req -subj` takes them), or the whole DER. An empty array is the empty name.
 */
export type NameInput = string | readonly RelativeName[] | Uint8Array;

/** The DER of a Name. */
export function distinguishedName(name: NameInput): Buffer {
  if (name instanceof Uint8Array) {
    return Buffer.from(name);
  }
  const parts: readonly RelativeName[] = typeof name === 'string' ? [['CN', name]] : name;
  return sequence(
    ...parts.map((part) => setOf(...(isAttribute(part) ? [part] : part).map((each) => attribute(each)))),
  );
}

function isAttribute(part: RelativeName): part is Attribute {
  return typeof part[0] === 'string';
}

function attribute([type, value, stringType = 'utf8']: Attribute): Buffer {
  return sequence(
    objectIdentifier(TYPES[type] ?? type),
    element(STRING_TAGS[stringType], typeof value === 'string' ? encodeString(value, stringType) : value),
  );
}

/** Text in the octets of a string type. */
export function encodeString(text: string, stringType: StringType): Buffer {
  switch (stringType) {
    case 'utf8':
      return Buffer.from(text, 'utf8');
    case 'bmp':
      return Buffer.from(text, 'utf16le').swap16();
    case 'universal':
      return Buffer.from(Array.from(text).flatMap((character) => fourOctets(character.codePointAt(0) ?? 0)));
    default:
      return Buffer.from(text, 'latin1');
  }
}

function fourOctets(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}
