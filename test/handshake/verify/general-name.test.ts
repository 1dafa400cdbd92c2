import { expect, it } from 'vitest';
import { readGeneralNames } from '../../../src/handshake/verify/general-name.ts';
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
