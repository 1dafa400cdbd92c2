import { hash } from 'node:crypto';
import { type GeneratedCertificate, time } from './certificate-factory.ts';
import { type CertificateKey, signWith } from './certificate-keys.ts';
import {
  bitString,
  element,
  explicit,
  implicit,
  integer,
  objectIdentifier,
  octetString,
  sequence,
} from './der-writer.ts';
import { read } from './judged-chain.ts';
import { keyIdentifier } from './pki.ts';

/** What an OCSP response shall say. */
export interface OcspOptions {
  readonly leaf: GeneratedCertificate;
  /** Whose name and key identify the certificate. */
  readonly issuer: GeneratedCertificate;
  readonly status: 'good' | 'revoked' | 'unknown';
  /** Unix seconds. */
  readonly thisUpdate: number;
  readonly nextUpdate?: number;
  /** Unix seconds. Default: an hour before `thisUpdate`. */
  readonly revokedAt?: number;
  /** Whose key signs. Default: the issuer's. */
  readonly signer?: CertificateKey;
  /** Certificates that come along. */
  readonly certificates?: readonly GeneratedCertificate[];
  readonly hash?: 'sha1' | 'sha256';
}

const HASHES = { sha1: '1.3.14.3.2.26', sha256: '2.16.840.1.101.3.4.2.1' };
const BASIC = '1.3.6.1.5.5.7.48.1.1';

/** The DER of an OCSPResponse (RFC 6960, 4.2.1). */
export function ocspResponse(options: OcspOptions): Buffer {
  const { issuer, thisUpdate, nextUpdate, certificates = [] } = options;
  const signer = options.signer ?? issuer.key;
  const single = sequence(
    certificateId(options),
    statusOf(options),
    moment(thisUpdate),
    ...(nextUpdate === undefined ? [] : [explicit(0, moment(nextUpdate))]),
  );
  const data = sequence(
    explicit(2, octetString(keyIdentifier(signer))),
    moment(thisUpdate),
    sequence(single),
  );
  const basic = sequence(
    data,
    signer.signatureAlgorithm,
    bitString(signWith(signer, data)),
    ...(certificates.length === 0 ? [] : [explicit(0, sequence(...certificates.map(({ der }) => der)))]),
  );
  return sequence(
    element(0x0a, Buffer.of(0)),
    explicit(0, sequence(objectIdentifier(BASIC), octetString(basic))),
  );
}

/** A response that tells of an error of the responder's. */
export function ocspError(status: number): Buffer {
  return sequence(element(0x0a, Buffer.of(status)));
}

function certificateId({ leaf, issuer, hash: algorithm = 'sha1' }: OcspOptions): Buffer {
  const { issuerDer, serialNumber } = read(leaf);
  const publicKey = issuer.key.publicKeyInfo;
  // The contents of the BIT STRING, which ends the SubjectPublicKeyInfo: 65 octets on P-256.
  const keyOctets = publicKey.subarray(publicKey.length - 65);
  return sequence(
    sequence(objectIdentifier(HASHES[algorithm]), Buffer.of(0x05, 0x00)),
    octetString(hash(algorithm, issuerDer, 'buffer')),
    octetString(hash(algorithm, keyOctets, 'buffer')),
    integer(BigInt(`0x${serialNumber}`)),
  );
}

function statusOf({ status, thisUpdate, revokedAt = thisUpdate - 3600 }: OcspOptions): Buffer {
  if (status === 'good') return implicit(0, Buffer.alloc(0));
  return status === 'revoked' ? explicit(1, moment(revokedAt)) : implicit(2, Buffer.alloc(0));
}

/** OCSP has no UTCTime. */
function moment(seconds: number): Buffer {
  const utc = time(seconds);
  return element(0x18, Buffer.concat([Buffer.from('20'), utc.subarray(2)]));
}
