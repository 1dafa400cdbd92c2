import { Cursor } from './cursor.ts';

/** SHA-256 of "HelloRetryRequest", which stands in its random (RFC 8446, section 4.1.3). */
const RETRY_RANDOM = Buffer.from('cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c', 'hex');

const EXTENSION = { supportedVersions: 43, keyShare: 51 };

/** What a ServerHello says (RFC 8446, section 4.1.3; RFC 5246, section 7.4.1.3). */
export interface ServerHello {
  /** It is a HelloRetryRequest, and another ServerHello will follow. */
  readonly retry: boolean;
  /** 0x0303 for TLS 1.2, 0x0304 for TLS 1.3. */
  readonly version: number;
  /** The number of the cipher suite at IANA. */
  readonly cipherSuite: number;
  /** The number of the key exchange's group at IANA, where the message names one. */
  readonly group: number | undefined;
}

/** Undefined where the message is cut off. */
export function parseServerHello(body: Uint8Array): ServerHello | undefined {
  const cursor = new Cursor(body);
  const legacyVersion = cursor.uint(2);
  const random = cursor.take(32);
  cursor.vector(1);
  const cipherSuite = cursor.uint(2);
  cursor.take(1);
  if (cursor.failed) return undefined;
  const extensions = parseExtensions(cursor.remaining > 0 ? cursor.vector(2) : NOTHING);
  const version = extensions.get(EXTENSION.supportedVersions);
  const keyShare = extensions.get(EXTENSION.keyShare);
  return {
    retry: RETRY_RANDOM.equals(random),
    version: version === undefined ? legacyVersion : new Cursor(version).uint(2),
    cipherSuite,
    group: keyShare === undefined ? undefined : new Cursor(keyShare).uint(2),
  };
}

const NOTHING = new Uint8Array(0);
const NONE: ReadonlyMap<number, Uint8Array> = new Map();

/** The extensions of a list by number; as far as they can be read. */
export function parseExtensions(bytes: Uint8Array): ReadonlyMap<number, Uint8Array> {
  if (bytes.length === 0) return NONE;
  const extensions = new Map<number, Uint8Array>();
  const cursor = new Cursor(bytes);
  while (cursor.remaining > 0) {
    const type = cursor.uint(2);
    const data = cursor.vector(2);
    if (cursor.failed) break;
    extensions.set(type, data);
  }
  return extensions;
}
