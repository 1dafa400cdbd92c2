import type { Certificate } from '../../model/certificate.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';
import { certificateAtStart, type ParsedAnchors } from './parsed-anchors.ts';
import { readPkcs12Anchors } from './pkcs12-anchors.ts';

const JKS_MAGIC = 0xfe_ed_fe_ed;
const KEY_ENTRY = 1;
const CERTIFICATE_ENTRY = 2;

/**
 * A trust store as Java loads it when no password is named: JKS, whose certificates are in the clear, or PKCS #12.
 * It is one structure: damaged anywhere, it cannot be loaded at all. PEM is none.
 */
export function javaKeystore(bytes: Buffer, reader: CertificateReader): ParsedAnchors {
  const damaged: ParsedAnchors = {
    certificates: [],
    problem: 'it is no whole keystore, and Java then fails to set up TLS at all',
  };
  try {
    const isJks = bytes.length >= 4 && bytes.readUInt32BE() === JKS_MAGIC;
    const encodings = isJks ? readJks(bytes) : readPkcs12Anchors(bytes);
    if (encodings === undefined) return damaged;
    if (encodings === 'encrypted') {
      return { certificates: [], problem: 'its certificates are encrypted, and Java knows no password' };
    }
    const certificates: Certificate[] = [];
    for (const der of encodings) {
      const certificate = certificateAtStart(der, reader);
      if (certificate === undefined) return damaged;
      certificates.push(certificate);
    }
    return certificates.length === 0
      ? { certificates, problem: 'it holds no certificate' }
      : { certificates };
  } catch (error) {
    // Reading beyond the end of a Buffer is how a structure that is cut off shows.
    if (error instanceof RangeError) return damaged;
    throw error;
  }
}

/**
 * The certificates of a JKS file that Java takes for anchors: those of its own, and the first of each key's chain.
 * The keys are stepped over. The digest at the end may be wrong or missing: without a password Java does not read it.
 *
 * @throws RangeError where the file is cut off.
 */
function readJks(bytes: Buffer): readonly Buffer[] | undefined {
  const cursor = new Cursor(bytes, 4);
  const version = cursor.number();
  if (version !== 1 && version !== 2) return undefined;
  const certificate = (): Buffer => {
    if (version === 2) cursor.text();
    return cursor.bytes(cursor.number());
  };
  const found: Buffer[] = [];
  for (let left = cursor.number(); left > 0; left--) {
    const kind = cursor.number();
    cursor.text();
    cursor.skip(8);
    if (kind === CERTIFICATE_ENTRY) {
      found.push(certificate());
    } else if (kind === KEY_ENTRY) {
      cursor.skip(cursor.number());
      for (let chain = cursor.number(), first = true; chain > 0; chain--, first = false) {
        const der = certificate();
        if (first) found.push(der);
      }
    } else {
      return undefined;
    }
  }
  return found;
}

class Cursor {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  number(): number {
    this.skip(4);
    return this.#bytes.readUInt32BE(this.#at - 4);
  }

  /** A string in Java's form, whose length has two octets. */
  text(): void {
    this.skip(2);
    this.skip(this.#bytes.readUInt16BE(this.#at - 2));
  }

  bytes(length: number): Buffer {
    this.skip(length);
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  skip(length: number): void {
    if (this.#at + length > this.#bytes.length) throw new RangeError('the keystore is cut off');
    this.#at += length;
  }
}
