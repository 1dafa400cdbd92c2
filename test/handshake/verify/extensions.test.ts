import { expect, it } from 'vitest';
import { type Extensions, KEY_USAGE, readExtensions } from '../../../src/handshake/verify/extensions.ts';
import { DerReader } from '../../../src/x509/der-reader.ts';
import { extension } from '../../support/certificate-factory.ts';
import {
  bitString,
  boolean,
  element,
  explicit,
  implicit,
  integer,
  objectIdentifier,
  sequence,
} from '../../support/der-writer.ts';
import { read } from '../../support/judged-chain.ts';
import { authority, MUST_STAPLE, subtree } from '../../support/pki.ts';

function readAll(...extensions: readonly Uint8Array[]): { found: Extensions; fault: string | undefined } {
  const der = new DerReader(sequence(...extensions));
  const found = readExtensions(der);
  return { found, fault: der.fault };
}

it('reads what a path is judged by', () => {
  const { extensions } = read(
    authority('CA', {
      basicConstraints: { isAuthority: true, pathLength: 3 },
      keyUsage: ['keyCertSign', 'digitalSignature'],
      purposes: ['serverAuth', 'any'],
      permitted: [subtree.dns('example.com')],
      excluded: [subtree.ip(10, 0, 0, 0, 255, 0, 0, 0)],
      sans: ['DNS:a.example'],
      extensions: [MUST_STAPLE],
    }),
  );
  expect(extensions).toMatchObject({
    basicConstraints: { isAuthority: true, pathLength: 3 },
    keyUsage: KEY_USAGE.keyCertSign | KEY_USAGE.digitalSignature,
    extendedKeyUsage: ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0'],
    names: [{ kind: 'dns', text: 'a.example' }],
    nameConstraints: {
      critical: true,
      permitted: [{ kind: 'dns', text: 'example.com' }],
      excluded: [{ kind: 'ip', octets: Buffer.of(10, 0, 0, 0, 255, 0, 0, 0) }],
    },
    mustStaple: true,
    unknownCritical: [],
  });
  expect(extensions.subjectKeyIdentifier).toMatch(/^[0-9a-f]{40}$/);
  expect(extensions.authorityKeyIdentifier).toBe(extensions.subjectKeyIdentifier);
});

it('says nothing where a certificate says nothing', () => {
  expect(readAll().found).toEqual({ mustStaple: false, unknownCritical: [] });
});

it('collects what is critical and not understood, and lets policies and revocation be', () => {
  const { found, fault } = readAll(
    extension('1.2.3', sequence(), true),
    extension('1.2.4', sequence()),
    extension('2.5.29.32', sequence(sequence(objectIdentifier('1.2.3'))), true),
    extension('2.5.29.31', sequence(), true),
    extension('1.3.6.1.5.5.7.1.24', sequence(integer(5)), true),
  );
  expect({ found, fault }).toMatchObject({
    found: { unknownCritical: ['1.2.3', '1.3.6.1.5.5.7.1.24'] },
    fault: undefined,
  });
});

it('takes a path length without end for one', () => {
  const huge = extension('2.5.29.19', sequence(boolean(true), integer(2n ** 200n)));
  expect(readAll(huge).found.basicConstraints?.pathLength).toBe(Number.MAX_SAFE_INTEGER);
});

const constraints = (...base: readonly Uint8Array[]): Buffer =>
  extension('2.5.29.30', sequence(explicit(0, sequence(...base))));

it.each([
  ['a negative path length', extension('2.5.29.19', sequence(boolean(true), integer(-1)))],
  ['a path length without octets', extension('2.5.29.19', sequence(boolean(true), element(0x02)))],
  ['a key usage of nothing', extension('2.5.29.15', element(0x03))],
  ['a key usage with nine unused bits', extension('2.5.29.15', element(0x03, Buffer.of(9, 0x80)))],
  [
    'something behind an extension',
    extension('2.5.29.15', Buffer.concat([bitString(Buffer.of(1)), integer(1)])),
  ],
  ['an address without a mask', constraints(implicit(7, Buffer.of(10, 0, 0, 0)))],
  ['a minimum', constraints(implicit(2, Buffer.from('a')), implicit(0, Buffer.of(1)))],
  ['a maximum', constraints(implicit(2, Buffer.from('a')), implicit(1, Buffer.of(1)))],
])('refuses %s', (_, bad) => {
  expect(readAll(bad).fault).toBeDefined();
});
