import { berElement } from '../../src/x509/ber.ts';
import { element } from './der-writer.ts';
import type { Random } from './random.ts';

/** A way to damage DER. */
export type Mutation = (der: Buffer, random: Random) => Buffer;

/** One bit is another. */
const flipBit: Mutation = (der, random) => {
  const mutated = Buffer.from(der);
  const at = random.below(der.length);
  mutated[at] = (mutated[at] as number) ^ (1 << random.below(8));
  return mutated;
};

/** One octet is another, often one that means something in DER. */
const setOctet: Mutation = (der, random) => {
  const mutated = Buffer.from(der);
  mutated[random.below(der.length)] = random.pick([
    0x00,
    0x02,
    0x30,
    0x31,
    0x7f,
    0x80,
    0x81,
    0xff,
    random.below(256),
  ]);
  return mutated;
};

/** The end is missing. */
const truncate: Mutation = (der, random) => der.subarray(0, random.below(der.length));

/** One element is gone, doubled, empty, cut off, or another one of the same file, and all lengths around are right. */
const replaceElement: Mutation = (der, random) => {
  const elements = allElements(der);
  const target = random.pick(elements);
  const old = der.subarray(target.at, target.next);
  const other = random.pick(elements);
  return rebuild(
    der,
    target.at,
    random.pick([
      Buffer.alloc(0),
      Buffer.concat([old, old]),
      element(target.tag),
      element(
        target.tag,
        der.subarray(target.start, target.start + random.below(target.next - target.start + 1)),
      ),
      der.subarray(other.at, other.next),
      element(random.below(256), der.subarray(target.start, target.next)),
    ]),
  );
};

/** One element's contents have an octet that is another, and all lengths around are right. */
const changeContents: Mutation = (der, random) => {
  const target = random.pick(allElements(der));
  const contents = Buffer.from(der.subarray(target.start, target.next));
  if (contents.length > 0) {
    contents[random.below(contents.length)] = random.below(256);
  }
  return rebuild(der, target.at, element(target.tag, contents));
};

export const MUTATIONS: readonly Mutation[] = [flipBit, setOctet, truncate, replaceElement, changeContents];

interface Found {
  readonly tag: number;
  readonly at: number;
  readonly start: number;
  readonly next: number;
}

function allElements(der: Buffer, from = 0, to: number = der.length): Found[] {
  const found: Found[] = [];
  for (let at = from; at < to; ) {
    const { tag, start, next } = berElement(der, at, to) ?? { tag: 0, start: to, next: to };
    found.push({ tag, at, start, next });
    if ((tag & 0x20) !== 0) {
      found.push(...allElements(der, start, next));
    }
    at = next;
  }
  return found;
}

/** The same with something else in place of the element at `target`, and with the lengths around it set right. */
function rebuild(
  der: Buffer,
  target: number,
  replacement: Buffer,
  from = 0,
  to: number = der.length,
): Buffer {
  const parts: Buffer[] = [];
  for (let at = from; at < to; ) {
    const { tag, start, next } = berElement(der, at, to) ?? { tag: 0, start: to, next: to };
    if (at === target) {
      parts.push(replacement);
    } else if (target > at && target < next) {
      parts.push(element(tag, rebuild(der, target, replacement, start, next)));
    } else {
      parts.push(der.subarray(at, next));
    }
    at = next;
  }
  return Buffer.concat(parts);
}
