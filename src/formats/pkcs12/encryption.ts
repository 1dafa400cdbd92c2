import type { Passphrase } from '../passphrase.ts';

/** A way in which something was encrypted by a passphrase. */
export interface Encryption {
  /** Octets of a block; what was encrypted is whole ones. */
  readonly block: number;
  /** Rounds of key derivation that one passphrase costs. */
  readonly rounds: number;
  /** What may have been encrypted, one for each form of the passphrase; undefined where that is certainly wrong. */
  decrypt(data: Buffer, passphrase: Passphrase): Iterable<Buffer | undefined>;
}
