import { describe, expect, it } from 'vitest';
import { DerReader } from '../../src/x509/der-reader.ts';
import { readGeneralNames } from '../../src/x509/general-names.ts';
import { element, explicit, implicit, integer, objectIdentifier, sequence } from '../support/der-writer.ts';
import { distinguishedName } from '../support/distinguished-name.ts';

function read(...names: readonly Uint8Array[]): string[] {
  const der = new DerReader(sequence(...names));
  const texts = readGeneralNames(der);
  expect(der.fault).toBeUndefined();
  return texts;
}

function faultOf(name: Uint8Array): string | undefined {
  const der = new DerReader(sequence(name));
  readGeneralNames(der);
  return der.fault;
}

describe('general names', () => {
  it('are read in encoded order, each with its kind', () => {
    expect(
      read(
        implicit(2, Buffer.from('*.example.com')),
        implicit(7, Buffer.of(127, 0, 0, 1)),
        implicit(7, Buffer.concat([Buffer.alloc(15), Buffer.of(1)])),
        implicit(1, Buffer.from('a@example.com')),
        implicit(6, Buffer.from('spiffe://example.com/a,b')),
        explicit(
          4,
          distinguishedName([
            ['O', 'Example'],
            ['CN', 'a'],
          ]),
        ),
        implicit(8, objectIdentifier('1.2.3').subarray(2)),
      ),
    ).toEqual([
      'DNS:*.example.com',
      'IP:127.0.0.1',
      'IP:::1',
      'email:a@example.com',
      'URI:spiffe://example.com/a,b',
      'dirName:CN=a,O=Example',
      'RID:1.2.3',
    ]);
  });

  it('of other kinds show what can be read of them', () => {
    const other = (value: Uint8Array): Buffer =>
      element(0xa0, objectIdentifier('1.3.6.1.4.1.311.20.2.3'), explicit(0, value));
    expect(read(other(element(0x0c, Buffer.from('a@example.com'))))).toEqual([
      'otherName:1.3.6.1.4.1.311.20.2.3:a@example.com',
    ]);
    expect(read(other(integer(5)))).toEqual(['otherName:1.3.6.1.4.1.311.20.2.3']);
    expect(read(element(0xa3), element(0xa5, implicit(1, Buffer.from('x'))))).toEqual([
      'x400Address',
      'ediPartyName',
    ]);
  });

  it('never break a line or an encoding', () => {
    expect(read(implicit(2, Buffer.from('a\n\0b')))).toEqual(['DNS:a\\0A\\00b']);
    expect(read(implicit(2, Buffer.from('ä.example')))).toEqual(['DNS:ä.example']);
    expect(read(implicit(2, Buffer.from([0xe4])))).toEqual(['DNS:\\E4']);
    expect(read(implicit(7, Buffer.of(1, 2, 3)))).toEqual(['IP:#010203']);
    expect(read(implicit(8, Buffer.of(0x80)))).toEqual(['RID:#80']);
  });

  it('may be none', () => {
    expect(read()).toEqual([]);
  });

  it('are refused where they are something else', () => {
    expect(faultOf(integer(1))).toContain('is no general name');
    expect(faultOf(element(0xa0, objectIdentifier('1.2.3')))).toContain('cut off');
    expect(faultOf(element(0xa0, element(0x06, Buffer.of(0x80)), explicit(0, integer(1))))).toContain(
      'no object identifier',
    );
  });
});
