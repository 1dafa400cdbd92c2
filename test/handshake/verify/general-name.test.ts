import { expect, it } from 'vitest';
import { type GeneralName, nameFault, readGeneralNames } from '../../../src/handshake/verify/general-name.ts';
import { DerReader } from '../../../src/x509/der-reader.ts';
import { explicit, implicit, objectIdentifier, sequence } from '../../support/der-writer.ts';
import { distinguishedName } from '../../support/distinguished-name.ts';

it('reads every kind that is compared, and steps over the others', () => {
  const der = new DerReader(
    sequence(
      implicit(2, Buffer.from('a.example')),
      implicit(7, Buffer.of(192, 0, 2, 1)),
      implicit(1, Buffer.from('a@b')),
      implicit(6, Buffer.from('https://a/')),
      explicit(4, distinguishedName('x')),
      explicit(0, objectIdentifier('1.2.3'), explicit(0, objectIdentifier('1.2'))),
      implicit(8, Buffer.of(0x2a)),
    ),
  );
  expect(readGeneralNames(der)).toEqual([
    { kind: 'dns', text: 'a.example' },
    { kind: 'ip', octets: Buffer.of(192, 0, 2, 1) },
    { kind: 'email', text: 'a@b' },
    { kind: 'uri', text: 'https://a/' },
    { kind: 'directory', name: ['550403=s1:x'] },
    { kind: 'other', tag: 0xa0 },
    { kind: 'other', tag: 0x88 },
  ]);
  expect(der.fault).toBeUndefined();
});

it('refuses what is no general name', () => {
  const der = new DerReader(sequence(implicit(9, Buffer.of(1))));
  readGeneralNames(der);
  expect(der.fault).toContain('is no general name');
});

it('tells a name that RFC 5280, 4.2.1.6, does not allow', () => {
  const ip = (length: number): GeneralName => ({ kind: 'ip', octets: Buffer.alloc(length) });
  expect([4, 16].map((length) => nameFault(ip(length)))).toEqual([undefined, undefined]);
  expect([0, 5, 8, 32].map((length) => nameFault(ip(length)))).toEqual([
    expect.stringContaining('0 octets'),
    expect.stringContaining('5 octets'),
    expect.stringContaining('8 octets'),
    expect.stringContaining('32 octets'),
  ]);
  expect(nameFault({ kind: 'dns', text: 'xn--bcher-kva.example' })).toBeUndefined();
  for (const kind of ['dns', 'email', 'uri'] as const)
    expect(nameFault({ kind, text: 'b\xfccher.example' })).toContain('not ASCII');
  expect(nameFault({ kind: 'other', tag: 0xa0 })).toBeUndefined();
});
