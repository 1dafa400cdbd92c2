import { describe, expect, it } from 'vitest';
import { escapeControls, escapeOctets, escapeValue } from '../../src/x509/escape.ts';
import fc from '../support/fast-check.ts';

/** What RFC 4514, 3, says that an escaped value stands for. */
function unescape(escaped: string): string {
  const octets = escaped.replace(/\\(?:([0-9A-F]{2})|(.))|[^\\]/gsu, (match, hex, character) =>
    hex === undefined
      ? Buffer.from(character ?? match).toString('latin1')
      : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(octets, 'latin1').toString('utf8');
}

describe('an attribute value', () => {
  it.each([
    ['example.com', 'example.com'],
    ['', ''],
    ['Sue, Grabbit and Runn', 'Sue\\, Grabbit and Runn'],
    ['a+b"c\\d<e>f;g=h', 'a\\+b\\"c\\\\d\\<e\\>f\\;g=h'],
    [' both ends ', '\\ both ends\\ '],
    [' ', '\\ '],
    ['  ', '\\ \\ '],
    ['#1', '\\#1'],
    ['a#1', 'a#1'],
    ['nul\0nul', 'nul\\00nul'],
    ['Before\rAfter\n', 'Before\\0DAfter\\0A'],
    ['\u001b[31m', '\\1B[31m'],
    ['\u009b31m', '\\C2\\9B31m'],
    ['\u007f', '\\7F'],
    ['Lučić', 'Lučić'],
    ['<script>alert(1)</script>', '\\<script\\>alert(1)\\</script\\>'],
  ])('%j is written %s', (text, escaped) => {
    expect(escapeValue(text)).toBe(escaped);
  });

  it('can be read back, whatever it holds', () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom(...Array.from(' #,+"\\<>;=\0\n\u0085')), fc.string()),
    });
    fc.assert(fc.property(text, (value) => unescape(escapeValue(value)) === value));
  });

  it('holds no control character and no separator of names that is not escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const escaped = escapeValue(value);
        expect(escaped).not.toMatch(/\p{Cc}/u);
        expect(escaped.replace(/\\./gs, '')).not.toMatch(/[",+;<>\\]/);
      }),
    );
  });
});

describe('other text', () => {
  it('has its control characters escaped and nothing else', () => {
    expect(escapeControls('http://a/?b=c,d+e\n')).toBe('http://a/?b=c,d+e\\0A');
    expect(escapeControls('plain')).toBe('plain');
  });

  it('that is none keeps the octets that ASCII does not know as hex', () => {
    expect(escapeOctets(Buffer.from([0x61, 0xfc, 0x62]), 0, 3)).toBe('a\\FCb');
  });
});
