import { isUtf8 } from 'node:buffer';

/**
 * A path as its bytes, one character of the string (U+0000–U+00FF) for each: what Node calls `latin1`. Names in a
 * Linux file system are bytes without an encoding, so this is the only form of text that keeps every one of them.
 */
export type BytePath = string;

const HIGH = /[\u0080-\u00ff]/;

/** The bytes of a path that a person wrote, in UTF-8. */
export function toBytePath(text: string): BytePath {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The path in a form that Node's file calls hand to the kernel byte by byte. An empty path is the root. */
export function toFsPath(path: BytePath): string | Buffer {
  if (path === '') return '/';
  // ASCII is the same in both encodings, and a string costs less than a buffer.
  return HIGH.test(path) ? Buffer.from(path, 'latin1') : path;
}

/**
 * The path as people read it: UTF-8 where it is UTF-8. In any other, a byte that is part of no character is
 * written `\xe9` and a backslash is doubled. Newlines and quotes stay: whoever prints the text escapes them.
 */
export function printPath(path: BytePath): string {
  if (path === '') return '/';
  if (!HIGH.test(path)) return path;
  const bytes = Buffer.from(path, 'latin1');
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at);
    const byte = bytes[at] ?? 0;
    if (length === 0) text += `\\x${byte.toString(16).padStart(2, '0')}`;
    else if (byte === 0x5c) text += '\\\\';
    else text += bytes.toString('utf8', at, at + length);
    at += Math.max(length, 1);
  }
  return text;
}

/** How many bytes the UTF-8 character at this place has; 0 where there is none. */
function characterLength(bytes: Buffer, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  const end = at + length;
  return end <= bytes.length && isUtf8(bytes.subarray(at, end)) ? length : 0;
}

/** The last component. */
export function baseName(path: BytePath): BytePath {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Everything before the last component; empty for what lies directly in the root. */
export function parentOf(path: BytePath): BytePath {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
