/**
 * A serial number as lower-case hex without separators, from an INTEGER's contents: always an even number of digits,
 * no leading zero octets (one is left of zero itself), `-` and the magnitude where it is negative. This is what
 * `openssl x509 -serial` prints, in lower case.
 */
export function readSerialNumber(bytes: Buffer, start: number, end: number): string {
  if (((bytes[start] as number) & 0x80) !== 0) {
    return `-${hexOf(magnitude(bytes.subarray(start, end)))}`;
  }
  let first = start;
  while (first < end - 1 && bytes[first] === 0) {
    first++;
  }
  return bytes.toString('hex', first, end);
}

/** The octets of a negative number's absolute value: the two's complement of its own. */
function magnitude(octets: Buffer): Buffer {
  const positive = Buffer.from(octets);
  let carry = 1;
  for (let position = positive.length - 1; position >= 0; position--) {
    const octet = (~(positive[position] as number) & 0xff) + carry;
    positive[position] = octet;
    carry = octet >> 8;
  }
  return positive;
}

function hexOf(octets: Buffer): string {
  const first = octets.findIndex((octet) => octet !== 0);
  return octets.toString('hex', first === -1 ? octets.length - 1 : first);
}
