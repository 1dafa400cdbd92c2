import { HASHES, PURE_ALGORITHMS } from './algorithm-names.ts';
import { type DerReader, TAG } from './der-reader.ts';
import { dottedObjectIdentifier, objectIdentifierTable } from './object-identifier.ts';

const RSASSA_PSS = 'RSASSA-PSS';

/**
 * Signature algorithms in Go's style, which Kubernetes' and Prometheus' users know: the hash and then `RSA`
 * (PKCS #1 v1.5) or `RSAPSS`, but `ECDSA` and `DSA` and then the hash. RFC 3279, 4055, 5758, 8410, 8702, 9814, 9881.
 */
const SIGNATURE_ALGORITHMS = objectIdentifierTable({
  '1.2.840.113549.1.1.2': 'MD2-RSA',
  '1.2.840.113549.1.1.3': 'MD4-RSA',
  '1.2.840.113549.1.1.4': 'MD5-RSA',
  '1.2.840.113549.1.1.5': 'SHA1-RSA',
  '1.3.14.3.2.29': 'SHA1-RSA',
  '1.2.840.113549.1.1.14': 'SHA224-RSA',
  '1.2.840.113549.1.1.11': 'SHA256-RSA',
  '1.2.840.113549.1.1.12': 'SHA384-RSA',
  '1.2.840.113549.1.1.13': 'SHA512-RSA',
  '1.2.840.113549.1.1.15': 'SHA512-224-RSA',
  '1.2.840.113549.1.1.16': 'SHA512-256-RSA',
  '2.16.840.1.101.3.4.3.13': 'SHA3-224-RSA',
  '2.16.840.1.101.3.4.3.14': 'SHA3-256-RSA',
  '2.16.840.1.101.3.4.3.15': 'SHA3-384-RSA',
  '2.16.840.1.101.3.4.3.16': 'SHA3-512-RSA',
  '1.2.840.113549.1.1.10': RSASSA_PSS,
  '1.2.840.10045.4.1': 'ECDSA-SHA1',
  '1.2.840.10045.4.3.1': 'ECDSA-SHA224',
  '1.2.840.10045.4.3.2': 'ECDSA-SHA256',
  '1.2.840.10045.4.3.3': 'ECDSA-SHA384',
  '1.2.840.10045.4.3.4': 'ECDSA-SHA512',
  '2.16.840.1.101.3.4.3.9': 'ECDSA-SHA3-224',
  '2.16.840.1.101.3.4.3.10': 'ECDSA-SHA3-256',
  '2.16.840.1.101.3.4.3.11': 'ECDSA-SHA3-384',
  '2.16.840.1.101.3.4.3.12': 'ECDSA-SHA3-512',
  '1.2.840.10040.4.3': 'DSA-SHA1',
  '2.16.840.1.101.3.4.3.1': 'DSA-SHA224',
  '2.16.840.1.101.3.4.3.2': 'DSA-SHA256',
  '2.16.840.1.101.3.4.3.3': 'DSA-SHA384',
  '2.16.840.1.101.3.4.3.4': 'DSA-SHA512',
  '1.2.156.10197.1.501': 'SM2-SM3',
  ...PURE_ALGORITHMS,
});

/** Reads the AlgorithmIdentifier (RFC 5280, 4.1.1.2) that comes next, and names the signature algorithm. */
export function readSignatureAlgorithm(der: DerReader): string {
  der.enter(TAG.sequence);
  der.takeObjectIdentifier();
  const { bytes, start, end } = der;
  if (der.more) {
    der.next();
  }
  const parametersEnd = der.end;
  if (!der.leave()) {
    return '';
  }
  const name = SIGNATURE_ALGORITHMS.get(bytes.toString('latin1', start, end));
  if (name === RSASSA_PSS) {
    return namePss(der.within(end, parametersEnd));
  }
  return name ?? dottedObjectIdentifier(bytes, start, end) ?? invalid(der);
}

function invalid(der: DerReader): string {
  der.fail('has an algorithm that is no object identifier');
  return '';
}

/**
 * `SHA256-RSAPSS` and the like, from RSASSA-PSS-params (RFC 4055, 3.1). The hash is SHA-1 where they name none;
 * where they cannot be read, the name says no hash.
 */
function namePss(parameters: DerReader): string {
  parameters.enter(TAG.sequence);
  if (!parameters.isAt(0xa0)) {
    return parameters.fault === undefined ? 'SHA1-RSAPSS' : 'RSAPSS';
  }
  parameters.enter(0xa0);
  parameters.enter(TAG.sequence);
  parameters.takeObjectIdentifier();
  const { bytes, start, end, fault } = parameters;
  const hash = fault === undefined ? HASHES.get(bytes.toString('latin1', start, end)) : undefined;
  return hash === undefined ? 'RSAPSS' : `${hash}-RSAPSS`;
}
