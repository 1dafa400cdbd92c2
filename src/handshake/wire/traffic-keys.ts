import { type CipherGCMTypes, createDecipheriv } from 'node:crypto';
import { type HkdfHash, type HkdfLabel, hkdfExpand, hkdfLabel } from './hkdf-expand.ts';

const IV_LENGTH = 12;
const IV = hkdfLabel('iv', IV_LENGTH);
const TAG_LENGTH = 16;

interface Suite {
  readonly hash: HkdfHash;
  /** AES-GCM and ChaCha20-Poly1305 are called alike. */
  readonly cipher: CipherGCMTypes | 'chacha20-poly1305';
  readonly key: HkdfLabel;
}

/** The cipher suites of TLS 1.3 that OpenSSL offers, by their numbers (RFC 8446, appendix B.4). */
const SUITES: Readonly<Record<number, Suite>> = {
  0x1301: { hash: 'sha256', cipher: 'aes-128-gcm', key: hkdfLabel('key', 16) },
  0x1302: { hash: 'sha384', cipher: 'aes-256-gcm', key: hkdfLabel('key', 32) },
  0x1303: { hash: 'sha256', cipher: 'chacha20-poly1305', key: hkdfLabel('key', 32) },
};

/** What was inside a protected record of TLS 1.3. */
export interface InnerRecord {
  readonly type: number;
  readonly content: Buffer;
}

/** The keys of one direction in one epoch of TLS 1.3: opens its records, in their order. */
export class TrafficKeys {
  readonly #suite: Suite;
  readonly #key: Buffer;
  readonly #iv: Buffer;
  #sequence = 0;

  private constructor(suite: Suite, secret: Uint8Array) {
    this.#suite = suite;
    this.#key = hkdfExpand(suite.hash, secret, suite.key);
    this.#iv = hkdfExpand(suite.hash, secret, IV);
  }

  /** RFC 8446, section 7.3. Undefined for a cipher suite that is not known here. */
  static derive(cipherSuite: number, secret: Uint8Array): TrafficKeys | undefined {
    const suite = SUITES[cipherSuite];
    return suite === undefined ? undefined : new TrafficKeys(suite, secret);
  }

  /** Opens the next record (RFC 8446, sections 5.2 and 5.3). Undefined where it was not made with these keys. */
  open(header: Uint8Array, body: Uint8Array): InnerRecord | undefined {
    if (body.length <= TAG_LENGTH) return undefined;
    const decipher = createDecipheriv(this.#suite.cipher as CipherGCMTypes, this.#key, this.#nonce(), {
      authTagLength: TAG_LENGTH,
    });
    decipher.setAAD(header);
    decipher.setAuthTag(body.subarray(-TAG_LENGTH));
    const plain = decipher.update(body.subarray(0, -TAG_LENGTH));
    try {
      decipher.final();
    } catch {
      return undefined;
    }
    this.#sequence += 1;
    return withoutPadding(plain);
  }

  #nonce(): Buffer {
    const nonce = Buffer.from(this.#iv);
    const low = nonce.readUInt32BE(IV_LENGTH - 4);
    nonce.writeUInt32BE((low ^ this.#sequence) >>> 0, IV_LENGTH - 4);
    return nonce;
  }
}

/** The type stands last, in front of padding with zeros. */
function withoutPadding(plain: Buffer): InnerRecord | undefined {
  const end = plain.findLastIndex((byte) => byte !== 0);
  return end === -1 ? undefined : { type: plain[end] ?? 0, content: plain.subarray(0, end) };
}
