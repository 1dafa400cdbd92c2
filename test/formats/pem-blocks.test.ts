import { describe, expect, it } from 'vitest';
import { hasPemBlocks, type PemBlock, pemBlocks } from '../../src/formats/pem-blocks.ts';
import fc from '../support/fast-check.ts';

interface Read {
  readonly label: string;
  readonly contents: string;
  readonly fault?: string;
}

function read(text: string): Read[] {
  const bytes = Buffer.from(text, 'latin1');
  return [...pemBlocks(bytes)].map(({ label, start, end, fault }) => ({
    label,
    contents: bytes.toString('latin1', start, end).trim(),
    ...(fault === undefined ? {} : { fault }),
  }));
}

const block = (label: string, contents: string): string =>
  `-----BEGIN ${label}-----\n${contents}\n-----END ${label}-----\n`;

describe('the blocks of a PEM file', () => {
  it('are found with their labels and contents', () => {
    expect(read(block('CERTIFICATE', 'AAAA') + block('EC PRIVATE KEY', 'BBBB'))).toEqual([
      { label: 'CERTIFICATE', contents: 'AAAA' },
      { label: 'EC PRIVATE KEY', contents: 'BBBB' },
    ]);
  });

  it('have their number and the byte where they start', () => {
    const blocks: PemBlock[] = [
      ...pemBlocks(Buffer.from(`x\n${block('A', 'AAAA')}yz\n${block('B', 'BBBB')}`)),
    ];
    expect(blocks.map(({ number, at }) => [number, at])).toEqual([
      [1, 2],
      [2, 44],
    ]);
  });

  it.each([
    ['CRLF', block('A', 'AAAA').replaceAll('\n', '\r\n')],
    ['a byte order mark', `\xef\xbb\xbf${block('A', 'AAAA')}`],
    ['text around it', `Subject: CN=a\n${block('A', 'AAAA')}that was it`],
    ['no final newline', block('A', 'AAAA').trim()],
    ['trailing spaces', block('A', 'AAAA').replaceAll('\n', '  \t\n')],
    ['everything on one line', block('A', 'AAAA').replaceAll('\n', '')],
    ['dashes before it', `----------${block('A', 'AAAA')}`],
  ])('are found with %s', (_, text) => {
    expect(read(text)).toEqual([{ label: 'A', contents: 'AAAA' }]);
  });

  it('are found where one begins on the line on which another ends', () => {
    const [first, second] = [block('A', 'AAAA').trim(), block('B', 'BBBB')];
    const both = [
      { label: 'A', contents: 'AAAA' },
      { label: 'B', contents: 'BBBB' },
    ];
    expect(read(first + second)).toEqual(both);
    expect(read(first + second.slice('-----'.length))).toEqual(both);
  });

  it('that do not end do not hide the next one', () => {
    expect(read(`-----BEGIN A-----\nAAAA\n${block('B', 'BBBB')}-----BEGIN C-----\nCCCC`)).toEqual([
      { label: 'A', contents: '', fault: 'has no END line' },
      { label: 'B', contents: 'BBBB' },
      { label: 'C', contents: '', fault: 'has no END line' },
    ]);
  });

  it('that end as another are bad', () => {
    expect(read(`-----BEGIN A-----\nAAAA\n-----END B-----\n${block('C', 'CCCC')}`)).toEqual([
      { label: 'A', contents: '', fault: 'has an END line that is not its own' },
      { label: 'C', contents: 'CCCC' },
    ]);
    expect(read('-----BEGIN A-----\nAAAA\n-----END A----\n')).toMatchObject([
      { fault: 'has an END line that is not its own' },
    ]);
  });

  it.each([
    ['is cut off', '-----BEGIN CERT'],
    ['has four dashes', '-----BEGIN A----\nAAAA\n-----END A-----\n'],
    ['goes over two lines', '-----BEGIN A\n-----\nAAAA\n'],
    ['has an endless label', `-----BEGIN ${'A'.repeat(65)}-----\n`],
    ['has a label that cannot be printed', '-----BEGIN A\x07-----\n'],
  ])('whose first line %s are bad', (_, text) => {
    expect(read(text)).toEqual([{ label: '', contents: '', fault: 'has no whole BEGIN line' }]);
  });

  it('may have an empty label', () => {
    expect(read('-----BEGIN -----\nAAAA\n-----END -----\n')).toEqual([{ label: '', contents: 'AAAA' }]);
  });

  it('are none where nothing begins', () => {
    expect(read('-----END A-----\n')).toEqual([]);
    expect(hasPemBlocks(Buffer.from('-----END A-----\n'))).toBe(false);
    expect(hasPemBlocks(Buffer.from('x-----BEGIN '))).toBe(true);
  });

  it('are all found, whatever stands between them', () => {
    const label = fc.stringMatching(/^[A-Z0-9]{1,20}( [A-Z]{1,20})?$/);
    const contents = fc.stringMatching(/^[A-Za-z0-9+/\n]{0,60}$/);
    // Without dashes nothing in it can be taken for a boundary.
    const noise = fc.string({ unit: 'binary-ascii' }).map((text) => text.replaceAll('-', ''));
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, label, contents)), (parts) => {
        const text = parts.map(([before, ...rest]) => before + block(...rest)).join('');
        expect(read(text)).toEqual(parts.map(([, name, body]) => ({ label: name, contents: body.trim() })));
      }),
    );
  });

  it('lie within the file, one after the other, whatever it holds', () => {
    const piece = fc.constantFrom('-----BEGIN ', '-----END ', '-----', 'A', '-', '\n', 'PRIVATE KEY');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const bytes = Buffer.from(pieces.join(''));
        let last = 0;
        for (const { at, start, end } of pemBlocks(bytes)) {
          expect(at).toBeGreaterThanOrEqual(last);
          expect(start).toBeGreaterThan(at);
          expect(end).toBeGreaterThanOrEqual(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});
