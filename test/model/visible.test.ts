import { expect, it } from 'vitest';
import { visible } from '../../src/model/visible.ts';
import fc from '../support/fast-check.ts';

it.each([
  ['line\nbreak\r\ttab', String.raw`line\nbreak\r\ttab`],
  ['\u{202e}gpj.exe', String.raw`\u202egpj.exe`],
  ['\u{1b}[31mred', String.raw`\u001b[31mred`],
  ['a\u{200b}b\u{feff}c\u{2066}d', String.raw`a\u200bb\ufeffc\u2066d`],
  ['no\u{a0}break\u{2028}', String.raw`no\u00a0break\u2028`],
  ['tag\u{e0041}', String.raw`tag\u{e0041}`],
  ['filler\u{3164}', String.raw`filler\u3164`],
  ['lone \ud800 surrogate', String.raw`lone \ud800 surrogate`],
])('%j becomes readable', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

it.each(['CN=Müller & Söhne,O=株式会社', String.raw`CN=a\,b`, '/etc/ssl/ümlaut file.pem', '🔒'])(
  '%s stays as it is',
  (text) => {
    expect(visible(text)).toBe(text);
  },
);

it('leaves no character that a reader cannot see', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
    }),
  );
});
