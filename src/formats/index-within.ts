/**
 * Where an octet first occurs between two places; -1 where it does not. `Buffer.indexOf` alone looks on to the end of
 * the file, and so once for every block that lacks what is looked for.
 */
export function indexWithin(bytes: Buffer, octet: number, start: number, end: number): number {
  const index = start < end ? bytes.subarray(start, end).indexOf(octet) : -1;
  return index === -1 ? -1 : start + index;
}
