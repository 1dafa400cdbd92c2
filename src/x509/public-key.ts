import { PURE_ALGORITHMS } from './algorithm-names.ts';
import { type DerReader, TAG } from './der-reader.ts';
import { dottedObjectIdentifier, objectIdentifierTable } from './object-identifier.ts';

/** Key algorithms (RFC 3279, 4055, 5480, 8410, 9881, 9814, 9935). The first three are followed by their size. */
const KEY_ALGORITHMS = objectIdentifierTable({
  '1.2.840.113549.1.1.1': 'RSA',
  '1.2.840.113549.1.1.10': 'RSA-PSS',
  '1.2.840.10040.4.1': 'DSA',
  '1.2.840.10045.2.1': 'ECDSA',
  '1.3.101.110': 'X25519',
  '1.3.101.111': 'X448',
  '1.2.840.10046.2.1': 'DH',
  '2.16.840.1.101.3.4.4.1': 'ML-KEM-512',
  '2.16.840.1.101.3.4.4.2': 'ML-KEM-768',
  '2.16.840.1.101.3.4.4.3': 'ML-KEM-1024',
  ...PURE_ALGORITHMS,
});

/** Curves: NIST's names where there is one, else those of SEC 2 and RFC 5639. */
const CURVES = objectIdentifierTable({
  '1.2.840.10045.3.1.1': 'P-192',
  '1.3.132.0.33': 'P-224',
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
  '1.3.132.0.10': 'secp256k1',
  '1.3.36.3.3.2.8.1.1.7': 'brainpoolP256r1',
  '1.3.36.3.3.2.8.1.1.11': 'brainpoolP384r1',
  '1.3.36.3.3.2.8.1.1.13': 'brainpoolP512r1',
  '1.2.156.10197.1.301': 'SM2',
});

/**
 * Reads the SubjectPublicKeyInfo (RFC 5280, 4.1.2.7) that comes next and names the key: `RSA 2048`, `ECDSA P-256`,
 * `Ed25519`; the dotted object identifier of an algorithm that has no name here. A key whose insides cannot be read
 * has its algorithm's name alone: when the certificate expires is true all the same.
 */
export function readPublicKey(der: DerReader): string {
  der.enter(TAG.sequence);
  der.enter(TAG.sequence);
  der.takeObjectIdentifier();
  const { bytes, start, end } = der;
  if (der.isAt(TAG.objectIdentifier)) {
    der.takeObjectIdentifier();
  } else if (der.more) {
    der.next();
  }
  const parameters = der.within(end, der.end);
  der.leave();
  der.takeBitString();
  if (!der.leave()) {
    return '';
  }
  const name = KEY_ALGORITHMS.get(bytes.toString('latin1', start, end));
  switch (name) {
    case 'RSA':
    case 'RSA-PSS':
      // The first octet of a BIT STRING counts its unused bits.
      return withSize(name, modulusBits(der.within(der.start + 1, der.end)));
    case 'DSA':
      return withSize(name, modulusBits(parameters));
    case 'ECDSA':
      return withSize(name, curve(parameters));
    case undefined: {
      const dotted = dottedObjectIdentifier(bytes, start, end);
      if (dotted === undefined) {
        der.fail('has a key algorithm that is no object identifier');
      }
      return dotted ?? '';
    }
    default:
      return name;
  }
}

function withSize(name: string, size: string | number | undefined): string {
  return size === undefined ? name : `${name} ${size}`;
}

/** The bits of the first number of a sequence: RSA's modulus (RFC 8017, A.1.1), DSA's prime (RFC 3279, 2.3.2). */
function modulusBits(der: DerReader): number | undefined {
  der.enter(TAG.sequence);
  if (!der.take(TAG.integer)) {
    return undefined;
  }
  let first = der.start;
  while (first < der.end && der.bytes[first] === 0) {
    first++;
  }
  return first === der.end ? 0 : (der.end - first) * 8 - (Math.clz32(der.bytes[first] as number) - 24);
}

/** The name of a named curve (RFC 5480, 2.1.1); undefined where the parameters spell one out or are not there. */
function curve(parameters: DerReader): string | undefined {
  if (!parameters.takeObjectIdentifier()) {
    return undefined;
  }
  const { bytes, start, end } = parameters;
  return CURVES.get(bytes.toString('latin1', start, end)) ?? dottedObjectIdentifier(bytes, start, end);
}
