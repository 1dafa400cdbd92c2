import { expect, it } from 'vitest';
import { quote } from '../../src/handshake/quote.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

it.each([
  ['nothing', bytes(''), '""'],
  ['a line with its end', bytes('220 ready\r\n'), '"220 ready"'],
  ['text in UTF-8', Buffer.from('530 Zugriff verweigert für Sie'), '"530 Zugriff verweigert für Sie"'],
  ['bytes that are not UTF-8', bytes('caf\xe9\x80'), String.raw`"caf\xe9\x80"`],
  ['lines within', bytes('one\r\ntwo'), String.raw`"one\r\ntwo"`],
  ['what steers a terminal', bytes('\x1b[31mred'), String.raw`"\u001b[31mred"`],
  ['what turns the direction of text', Buffer.from('a\u202eb'), String.raw`"a\u202eb"`],
  ['a character that the server cut', Buffer.from('für').subarray(0, 2), String.raw`"f\xc3"`],
])('quotes %s', (_name, input, quoted) => {
  expect(quote(input)).toBe(quoted);
});

it.each([
  ['a long line', bytes('a'.repeat(201)), `"${'a'.repeat(200)}…"`],
  ['four bytes a character', Buffer.from('🔒'.repeat(300)), `"${'🔒'.repeat(100)}…"`],
  ['a character in two', Buffer.from(`a${'🔒'.repeat(300)}`), `"a${'🔒'.repeat(99)}…"`],
  ['escapes, and none of them in two', Buffer.alloc(50_000), `"${String.raw`\u0000`.repeat(33)}…"`],
])('cuts %s', (_name, input, quoted) => {
  expect(quote(input)).toBe(quoted);
});

it('does not cut what fits', () => {
  expect(quote(bytes('a'.repeat(200)))).toBe(`"${'a'.repeat(200)}"`);
});
