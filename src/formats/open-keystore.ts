import { TAG } from '../x509/der-reader.ts';
import { javaKeystoreKind, readJavaKeystore } from './java-keystore/java-keystore.ts';
import type { Keystore } from './keystore.ts';
import type { Passphrase } from './passphrase.ts';
import type { RoundsBudget } from './pkcs12/iterations.ts';
import { readPkcs12 } from './pkcs12/pkcs12.ts';

/** By what a keystore may be opened. */
export interface KeystoreOptions {
  /** In the order in which they are tried. */
  readonly passphrases: readonly Passphrase[];
  /** Whether somebody said that one of these opens it; else a digest or MAC that none fits is no fault. */
  readonly isExpected: boolean;
  /** How many rounds of key derivation it may cost in all; without limit where that is not said. */
  readonly budget?: RoundsBudget;
}

/** What kind of keystore bytes are, told by content alone; undefined where they are none. */
export function keystoreKind(bytes: Buffer): Keystore['kind'] | undefined {
  const kind = javaKeystoreKind(bytes);
  if (kind !== undefined) return kind;
  return startsLikePfx(bytes) ? 'pkcs12' : undefined;
}

/** The version of PFX (RFC 7292, 4) as it is encoded; keys have others. */
const PFX_VERSION = Buffer.of(TAG.integer, 1, 3);

/** Whether bytes start as PKCS #12 does, whatever the length that they say is worth: one that is cut off does. */
function startsLikePfx(bytes: Buffer): boolean {
  const length = bytes[1] ?? 0;
  const start = length > 0x80 ? 2 + (length & 0x7f) : 2;
  return (
    bytes[0] === TAG.sequence &&
    bytes.subarray(start, start + PFX_VERSION.length).equals(PFX_VERSION) &&
    (bytes[start + PFX_VERSION.length] ?? TAG.sequence) === TAG.sequence
  );
}

/**
 * Opens a keystore of any kind. Undefined where the bytes are none. Never throws; may take as long as its key
 * derivations ask for, so that what strangers wrote belongs into a thread that can be ended.
 */
export function openKeystore(bytes: Buffer, options: KeystoreOptions): Keystore | undefined {
  switch (keystoreKind(bytes)) {
    case undefined:
      return undefined;
    case 'pkcs12':
      return readPkcs12(bytes, options);
    default:
      return readJavaKeystore(bytes, options);
  }
}
