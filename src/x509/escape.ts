/** What has to be looked at closer: specials of RFC 4514, 2.4, and control characters, C1 among them. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for.
const ESCAPE_ANYWHERE = /["+,;<>\\\u0000-\u001f\u007f-\u009f]/g;
// oxlint-disable-next-line no-control-regex -- as above.
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f-\u009f]/g;
const SPACE = 0x20;
const NUMBER_SIGN = 0x23;

/**
 * An attribute value as RFC 4514, 2.4, writes it: a backslash before specials, before a space at either end and a
 * leading `#`, and control characters (the RFC demands it of NUL alone) as the hex of their UTF-8 octets, so that a
 * name can neither break a line nor steer a terminal.
 */
export function escapeValue(text: string): string {
  if (text === '') {
    return text;
  }
  let escaped = isPlain(text) ? text : text.replace(ESCAPE_ANYWHERE, escapeCharacter);
  if (escaped.endsWith(' ')) {
    escaped = `${escaped.slice(0, -1)}\\ `;
  }
  // A single space has been escaped as the last one by now.
  const first = escaped.charCodeAt(0);
  return first === SPACE || first === NUMBER_SIGN ? `\\${escaped}` : escaped;
}

/** Text with control characters written as RFC 4514 does, and nothing else changed. */
export function escapeControls(text: string): string {
  return isPlain(text) ? text : text.replace(CONTROL_CHARACTER, escapeCharacter);
}

/** Octets that are no text: those that ASCII knows as they are, the others as hex. Nothing is lost. */
export function escapeOctets(bytes: Buffer, start: number, end: number): string {
  let escaped = '';
  for (let position = start; position < end; position++) {
    const octet = bytes[position] as number;
    escaped += octet < 0x80 ? String.fromCharCode(octet) : hexPair(octet);
  }
  return escaped;
}

/** The quick answer for nearly every value: letters, digits and harmless signs only. */
function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || (unit >= 0x7f && unit <= 0x9f)) {
      return false;
    }
    // " + , ; < > \
    if (unit === 0x22 || unit === 0x2b || unit === 0x2c || unit === 0x5c || (unit >= 0x3b && unit <= 0x3e)) {
      return false;
    }
  }
  return true;
}

function escapeCharacter(character: string): string {
  const unit = character.charCodeAt(0);
  if (unit >= 0x20 && unit < 0x7f) {
    return `\\${character}`;
  }
  return [...Buffer.from(character, 'utf8')].map(hexPair).join('');
}

function hexPair(octet: number): string {
  return `\\${octet.toString(16).toUpperCase().padStart(2, '0')}`;
}
