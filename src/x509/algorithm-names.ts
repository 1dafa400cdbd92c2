import { objectIdentifierTable } from './object-identifier.ts';

/** The parameter sets of FIPS 205 in the order of their object identifiers, 2.16.840.1.101.3.4.3.20 to .31. */
const SLH_DSA_SETS = ['SHA2', 'SHAKE'].flatMap((hash) =>
  ['128s', '128f', '192s', '192f', '256s', '256f'].map((size) => `${hash}-${size}`),
);

/** Algorithms that have one name as a key and as a signature, because the key decides everything. */
export const PURE_ALGORITHMS: Readonly<Record<string, string>> = {
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
  '2.16.840.1.101.3.4.3.17': 'ML-DSA-44',
  '2.16.840.1.101.3.4.3.18': 'ML-DSA-65',
  '2.16.840.1.101.3.4.3.19': 'ML-DSA-87',
  ...Object.fromEntries(
    SLH_DSA_SETS.map((set, index) => [`2.16.840.1.101.3.4.3.${20 + index}`, `SLH-DSA-${set}`]),
  ),
};

/** Hash functions by object identifier, as RSASSA-PSS parameters name them (RFC 4055, 2.1). */
export const HASHES = objectIdentifierTable({
  '1.2.840.113549.2.5': 'MD5',
  '1.3.14.3.2.26': 'SHA1',
  '2.16.840.1.101.3.4.2.4': 'SHA224',
  '2.16.840.1.101.3.4.2.1': 'SHA256',
  '2.16.840.1.101.3.4.2.2': 'SHA384',
  '2.16.840.1.101.3.4.2.3': 'SHA512',
  '2.16.840.1.101.3.4.2.5': 'SHA512-224',
  '2.16.840.1.101.3.4.2.6': 'SHA512-256',
  '2.16.840.1.101.3.4.2.7': 'SHA3-224',
  '2.16.840.1.101.3.4.2.8': 'SHA3-256',
  '2.16.840.1.101.3.4.2.9': 'SHA3-384',
  '2.16.840.1.101.3.4.2.10': 'SHA3-512',
});
