import { Cursor } from './cursor.ts';
import { parseExtensions } from './server-hello.ts';

/** The contract's bound for a served chain. */
const MOST_CERTIFICATES = 16;

const STATUS_REQUEST = 5;
const STATUS_TYPE_OCSP = 1;

/** What a Certificate message of a server holds. */
export interface CertificateMessage {
  /** DER, in the order in which they were sent; no more than 16. Copies. */
  readonly certificates: readonly Uint8Array[];
  /** How many were sent. */
  readonly count: number;
  /** DER of the OCSP response that came with the leaf; TLS 1.3 alone sends it in this message. */
  readonly staple: Uint8Array | undefined;
}

/**
 * Reads a Certificate message: RFC 5246, section 7.4.2, or in TLS 1.3 RFC 8446, section 4.4.2. Where a length lies,
 * what stands before it counts.
 */
export function parseCertificateMessage(body: Uint8Array, tls13: boolean): CertificateMessage {
  const message = new Cursor(body);
  // The context of a request in the course of a connection; empty in a handshake.
  if (tls13) message.vector(1);
  const length = message.uint(3);
  const list = new Cursor(message.take(Math.min(length, message.remaining)));
  const certificates: Uint8Array[] = [];
  let count = 0;
  let staple: Uint8Array | undefined;
  while (list.remaining > 0) {
    const certificate = list.vector(3);
    if (list.failed) break;
    count += 1;
    if (count <= MOST_CERTIFICATES) certificates.push(new Uint8Array(certificate));
    const extensions = tls13 ? parseExtensions(list.vector(2)) : undefined;
    const status = extensions?.get(STATUS_REQUEST);
    if (count === 1 && status !== undefined) staple = parseCertificateStatus(status);
  }
  return { certificates, count, staple };
}

/** The OCSP response in a CertificateStatus (RFC 6066, section 8), if it holds one. A copy. */
export function parseCertificateStatus(body: Uint8Array): Uint8Array | undefined {
  const cursor = new Cursor(body);
  if (cursor.uint(1) !== STATUS_TYPE_OCSP) return undefined;
  const response = cursor.vector(3);
  return cursor.failed || response.length === 0 ? undefined : new Uint8Array(response);
}
