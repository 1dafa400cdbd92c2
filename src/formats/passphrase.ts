/** What is tried where nobody says anything: none at all, and the one that Java's own documentation gives everybody. */
export const USUAL_PASSPHRASES: readonly Buffer[] = [Buffer.alloc(0), Buffer.from('changeit')];

/**
 * The forms in which keystores take a passphrase. Its octets are UTF-8 as a rule; those that are not are taken as
 * Latin-1 where characters are asked for, as OpenSSL does (PKCS12_key_gen_utf8).
 */
export class Passphrase {
  /** As written, for PBKDF2. */
  readonly octets: Buffer;
  readonly #text: string;

  constructor(octets: Uint8Array | string) {
    this.octets = typeof octets === 'string' ? Buffer.from(octets) : Buffer.from(octets);
    const text = this.octets.toString('utf8');
    this.#text = Buffer.from(text).equals(this.octets) ? text : this.octets.toString('latin1');
  }

  /** UTF-16 in network order without an end, as in Java's own keystores. */
  get utf16(): Buffer {
    return Buffer.from(this.#text, 'utf16le').swap16();
  }

  /**
   * The BMPStrings for the key derivation of PKCS #12 (RFC 7292, B.1): with two octets of zero at the end. Of an
   * empty one nobody knows whether its writer meant those two octets or none at all, so both are tried.
   */
  get bmpStrings(): readonly Buffer[] {
    const terminated = Buffer.concat([this.utf16, Buffer.of(0, 0)]);
    return this.octets.length === 0 ? [terminated, Buffer.alloc(0)] : [terminated];
  }
}
