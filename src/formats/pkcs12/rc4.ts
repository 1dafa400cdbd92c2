/** RC4, which PKCS #12 names among its encryptions (RFC 7292, C) and Node.js's OpenSSL does not have. */
export function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  const swap = (left: number, right: number): void => {
    const kept = state[left] as number;
    state[left] = state[right] as number;
    state[right] = kept;
  };
  for (let index = 0, other = 0; index < 256; index++) {
    other = (other + (state[index] as number) + (key[index % key.length] as number)) & 0xff;
    swap(index, other);
  }
  const result = Buffer.alloc(data.length);
  for (let at = 0, index = 0, other = 0; at < data.length; at++) {
    index = (index + 1) & 0xff;
    other = (other + (state[index] as number)) & 0xff;
    swap(index, other);
    const stream = state[((state[index] as number) + (state[other] as number)) & 0xff] as number;
    result[at] = (data[at] as number) ^ stream;
  }
  return result;
}
