/**
 * An iPAddress of a subject alternative name (RFC 5280, 4.2.1.6): four octets in dotted form, sixteen as RFC 5952
 * recommends. An address of any other length is none; its octets are shown as `#` and hex.
 */
export function readIpAddress(bytes: Buffer, start: number, end: number): string {
  if (end - start === 4) {
    return `${bytes[start]}.${bytes[start + 1]}.${bytes[start + 2]}.${bytes[start + 3]}`;
  }
  return end - start === 16 ? readIpv6Address(bytes, start) : `#${bytes.toString('hex', start, end)}`;
}

function readIpv6Address(bytes: Buffer, start: number): string {
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(start + index * 2));
  const { first, length } = longestZeroRun(groups);
  const text = (from: number, to?: number): string =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(':');
  return length < 2 ? text(0) : `${text(0, first)}::${text(first + length)}`;
}

/** Of several runs of the same length the first is the one that is shortened. */
function longestZeroRun(groups: readonly number[]): { first: number; length: number } {
  let longest = { first: 0, length: 0 };
  let first = 0;
  for (let index = 0; index < groups.length; index++) {
    if (groups[index] !== 0) {
      first = index + 1;
    } else if (index - first + 1 > longest.length) {
      longest = { first, length: index - first + 1 };
    }
  }
  return longest;
}
