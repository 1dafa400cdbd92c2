import { expect, it } from 'vitest';
import { HASHES, PURE_ALGORITHMS } from '../../src/x509/algorithm-names.ts';
import { encodedObjectIdentifier } from '../../src/x509/object-identifier.ts';

it('the parameter sets of SLH-DSA stand in the order of FIPS 205', () => {
  const named = (last: number): string | undefined => PURE_ALGORITHMS[`2.16.840.1.101.3.4.3.${last}`];
  expect(Array.from({ length: 13 }, (_, index) => named(20 + index))).toEqual([
    'SLH-DSA-SHA2-128s',
    'SLH-DSA-SHA2-128f',
    'SLH-DSA-SHA2-192s',
    'SLH-DSA-SHA2-192f',
    'SLH-DSA-SHA2-256s',
    'SLH-DSA-SHA2-256f',
    'SLH-DSA-SHAKE-128s',
    'SLH-DSA-SHAKE-128f',
    'SLH-DSA-SHAKE-192s',
    'SLH-DSA-SHAKE-192f',
    'SLH-DSA-SHAKE-256s',
    'SLH-DSA-SHAKE-256f',
    undefined,
  ]);
});

it('hashes are found by their octets', () => {
  expect(HASHES.get(encodedObjectIdentifier('2.16.840.1.101.3.4.2.1'))).toBe('SHA256');
  expect(new Set(HASHES.values()).size).toBe(HASHES.size);
});
