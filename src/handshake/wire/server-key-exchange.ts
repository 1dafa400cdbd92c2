import { Cursor } from './cursor.ts';

const NAMED_CURVE = 3;

/**
 * The group in a ServerKeyExchange of TLS 1.2 and before, by its number at IANA. Only for cipher suites with ECDHE
 * (RFC 8422, section 5.4): in others the same bytes mean something else.
 */
export function parseEcdheGroup(body: Uint8Array): number | undefined {
  const cursor = new Cursor(body);
  if (cursor.uint(1) !== NAMED_CURVE) return undefined;
  const group = cursor.uint(2);
  return cursor.failed ? undefined : group;
}
