/**
 * The CRC-32 of two pieces of data put together, from the checksums of each and the length of the second: what
 * makes one gzip member (RFC 1952) out of pieces that were compressed at different times.
 *
 * A CRC is linear over GF(2). Appending `length` zero bytes to the first piece multiplies its checksum by
 * x^(8·length) modulo the polynomial; the second piece's checksum is then added, which is exclusive or.
 */
export function combineCrc32(first: number, second: number, length: number): number {
  return (multiply(first >>> 0, powerOfX(length)) ^ second) >>> 0;
}

/** The polynomial of gzip, its bits reversed: the coefficient of x^0 is the highest bit. */
const POLYNOMIAL = 0xedb88320;
const ONE = 0x80000000;

/** `left · right` modulo the polynomial. */
function multiply(left: number, right: number): number {
  let product = 0;
  let shifted = right;
  for (let bit = ONE; bit !== 0; bit >>>= 1) {
    if ((left & bit) !== 0) product ^= shifted;
    shifted = (shifted & 1) === 0 ? shifted >>> 1 : (shifted >>> 1) ^ POLYNOMIAL;
  }
  return product >>> 0;
}

/** `SQUARES[n]` is x^(8·2^n) modulo the polynomial. */
const SQUARES: number[] = [ONE >>> 8];

/** x^(8·bytes) modulo the polynomial, by repeated squaring. */
function powerOfX(bytes: number): number {
  let power = ONE;
  let rest = bytes;
  for (let n = 0; rest > 0; n += 1) {
    const square = (SQUARES[n] ??= multiply(SQUARES[n - 1] as number, SQUARES[n - 1] as number));
    if (rest % 2 === 1) power = multiply(power, square);
    rest = Math.floor(rest / 2);
  }
  return power;
}
