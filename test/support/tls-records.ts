/** Bytes of TLS, written by hand: what no honest server sends. */

const number = (value: number, size: number): Buffer => {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntBE(value, 0, size);
  return bytes;
};

/** A vector that is preceded by its length in `size` bytes. */
export function vector(size: 1 | 2 | 3, ...contents: readonly Uint8Array[]): Buffer {
  const all = Buffer.concat(contents);
  return Buffer.concat([number(all.length, size), all]);
}

/** One record; `length` where it shall lie. */
export function tlsRecord(type: number, body: Uint8Array, length = body.length): Buffer {
  return Buffer.concat([Buffer.of(type, 3, 3), number(length, 2), body]);
}

/** One handshake message; `length` where it shall lie. */
export function handshakeMessage(type: number, body: Uint8Array, length = body.length): Buffer {
  return Buffer.concat([Buffer.of(type), number(length, 3), body]);
}

export function alertRecord(description: number, level: 1 | 2 = 2): Buffer {
  return tlsRecord(21, Buffer.of(level, description));
}

/** The extension `type` with these contents. */
export function tlsExtension(type: number, contents: Uint8Array): Buffer {
  return Buffer.concat([number(type, 2), vector(2, contents)]);
}

export interface HelloOptions {
  readonly version?: number;
  readonly random?: Uint8Array;
  readonly cipherSuite?: number;
  readonly extensions?: readonly Uint8Array[];
}

/** The body of a ServerHello. */
export function serverHello(options: HelloOptions = {}): Buffer {
  const { version = 0x0303, random = Buffer.alloc(32, 1), cipherSuite = 0xc02b, extensions } = options;
  const fixed = [number(version, 2), random, vector(1), number(cipherSuite, 2), Buffer.of(0)];
  return Buffer.concat(extensions === undefined ? fixed : [...fixed, vector(2, ...extensions)]);
}

/** The body of a Certificate message of TLS 1.2, or with `tls13` of TLS 1.3; `extensions` go with the first one. */
export function certificateMessage(
  certificates: readonly Uint8Array[],
  options: { readonly tls13?: boolean; readonly extensions?: readonly Uint8Array[] } = {},
): Buffer {
  const { tls13 = false, extensions = [] } = options;
  const entries = certificates.map((certificate, index) => {
    const own = index === 0 ? extensions : [];
    return Buffer.concat([vector(3, certificate), ...(tls13 ? [vector(2, ...own)] : [])]);
  });
  return Buffer.concat([...(tls13 ? [vector(1)] : []), vector(3, ...entries)]);
}
