import { describe, expect, it } from 'vitest';
import { decodeBase64, decodeBase64InSteps, decodeRegularBase64 } from '../../src/formats/base64.ts';
import fc from '../support/fast-check.ts';

function decode(text: string): string {
  const bytes = Buffer.from(`<${text}>`, 'latin1');
  const octets = decodeBase64(bytes, 1, bytes.length - 1);
  return typeof octets === 'string' ? octets : `octets ${octets.toString('hex')}`;
}

function decodeRegular(text: string): Buffer | undefined {
  const bytes = Buffer.from(`<${text}>`, 'latin1');
  return decodeRegularBase64(bytes, 1, bytes.length - 1);
}

/** In lines of one length, between two line ends. */
function inLines(octets: Uint8Array, width: number, lineEnd: string): string {
  const lines =
    Buffer.from(octets)
      .toString('base64')
      .match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
  return ['', ...lines, ''].join(lineEnd);
}

describe('Base64', () => {
  it('is decoded, with white space anywhere', () => {
    expect(decode('AAEC')).toBe('octets 000102');
    expect(decode('\r\n A\tAE\n\nC \f\v')).toBe('octets 000102');
    expect(decode('AAE=')).toBe('octets 0001');
    expect(decode('AA=\n=')).toBe('octets 00');
  });

  it.each([
    ['nothing', '', 'is empty'],
    ['white space alone', ' \r\n', 'is empty'],
    ['a digit too few', 'AAECA', 'holds Base64 that is cut off'],
    ['no padding', 'AAE', 'holds Base64 that is cut off'],
    ['half of its padding', 'AA=', 'holds Base64 that is cut off'],
    ['too much padding', 'AAECA===', 'holds Base64 that is cut off'],
    ['padding alone', '====', 'is empty'],
    ['digits after its padding', 'AA==AAEC', 'goes on after its padding at byte 5'],
    ['a digit of the URL alphabet', 'AA-C', 'has a character at byte 3 that is not Base64'],
    ['a backslash and an n', 'AAEC\\nAAEC', 'has a character at byte 5 that is not Base64'],
    ['an octet beyond ASCII', 'AAE\xc3', 'has a character at byte 4 that is not Base64'],
  ])('is refused with %s', (_, text, fault) => {
    expect(decode(text)).toBe(fault);
  });

  it('stands for what was encoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(80), (octets, width) => {
        const text = inLines(octets, width + 1, '\n');
        expect(decode(text)).toBe(`octets ${Buffer.from(octets).toString('hex')}`);
      }),
    );
  });
});

describe('regular Base64', () => {
  it.each(['\n', '\r\n'])('is decoded in lines that end in %j', (lineEnd) => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.constantFrom(4, 64, 76),
        (octets, width) => {
          expect(decodeRegular(inLines(octets, width, lineEnd))).toEqual(Buffer.from(octets));
        },
      ),
    );
  });

  it('is whatever the careful decoder says, or left to it', () => {
    const piece = fc.constantFrom(
      'AAEC',
      'A',
      '=',
      '\n',
      '\r\n',
      '\r',
      ' ',
      '-',
      '_',
      ':',
      'Zm9v',
      '\xe9',
      'AAAA\n',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = `\n${pieces.join('')}\n`;
        const regular = decodeRegular(text);
        expect(regular === undefined || decode(text) === `octets ${regular.toString('hex')}`).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['nothing', ''],
    ['one line end', '\n'],
    ['two line ends', '\n\n'],
    ['no line end before it', 'AAEC\n'],
    ['no line end after it', '\nAAEC'],
    ['a longer second line', '\nAAEC\nAAECAAEC\n'],
    ['line ends of two kinds', '\r\nAAEC\r\nAAEC\n'],
    ['a digit of the URL alphabet', '\nAA-C\n'],
    ['text', '\nnone\nat all\n'],
  ])('is not %s', (_, text) => {
    expect(decodeRegular(text)).toBeUndefined();
  });
});

it('lets others have their turn in a long text', () => {
  const steps = decodeBase64InSteps(Buffer.alloc(8 * 1024 * 1024, 'A'), 0, 8 * 1024 * 1024);
  let pauses = 0;
  let last = steps.next();
  for (; last.done !== true; last = steps.next()) pauses++;
  expect(pauses).toBe(8);
  expect(last.value).toHaveLength(6 * 1024 * 1024);
});
