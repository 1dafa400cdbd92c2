const BEGIN = Buffer.from('-----BEGIN ');
const END = Buffer.from('-----END ');
const DASHES = Buffer.from('-----');
const DASH = 0x2d;

/** No label in use has half as many characters. */
const MAX_LABEL_LENGTH = 64;

/** One textual encoding (RFC 7468) as it stands in a file; its contents have not been looked at. */
export interface PemBlock {
  /** Its number in the file, from 1. */
  readonly number: number;
  /** The byte at which its first line starts. */
  readonly at: number;
  /** `CERTIFICATE` and the like; empty where the first line cannot be read. */
  readonly label: string;
  /** Where its contents are, header fields included; nowhere where it has a fault. */
  readonly start: number;
  readonly end: number;
  /** What is wrong with its first and last line, as the rest of a sentence that begins with the block. */
  readonly fault?: string;
}

/** Whether there is anything that starts a block. */
export function hasPemBlocks(bytes: Buffer): boolean {
  return bytes.includes(BEGIN);
}

/**
 * The blocks of a file in its order, in a time in proportion to its size whatever it holds. Lax as RFC 7468, 3,
 * allows, and more: anything may stand before, between and after blocks, their lines may end in any way, and a first
 * line may follow the last line of the block before without a break, even sharing its dashes.
 */
export function* pemBlocks(bytes: Buffer): Generator<PemBlock> {
  const begins = new Occurrences(bytes, BEGIN);
  const ends = new Occurrences(bytes, END);
  let position = 0;
  for (let number = 1; ; number++) {
    const at = begins.from(position);
    if (at === -1) {
      return;
    }
    const label = readLabel(bytes, at + BEGIN.length);
    if (label === undefined) {
      position = at + BEGIN.length;
      yield { number, at, label: '', start: position, end: position, fault: 'has no whole BEGIN line' };
      continue;
    }
    const start = at + BEGIN.length + label.length + DASHES.length;
    const end = ends.from(start);
    const nextBegin = begins.from(start);
    if (end === -1 || (nextBegin !== -1 && nextBegin < end)) {
      position = start;
      yield { number, at, label, start, end: start, fault: 'has no END line' };
      continue;
    }
    const endLabel = readLabel(bytes, end + END.length);
    position = end + END.length + (endLabel?.length ?? 0);
    yield endLabel === label
      ? { number, at, label, start, end }
      : { number, at, label, start, end: start, fault: 'has an END line that is not its own' };
  }
}

/** The places where something occurs, each looked for once: asking for one again costs nothing. */
class Occurrences {
  readonly #bytes: Buffer;
  readonly #wanted: Buffer;
  #next: number;

  constructor(bytes: Buffer, wanted: Buffer) {
    this.#bytes = bytes;
    this.#wanted = wanted;
    this.#next = bytes.indexOf(wanted);
  }

  /** The first occurrence at or after `position`, or -1. Positions must not go back. */
  from(position: number): number {
    if (this.#next !== -1 && this.#next < position) {
      this.#next = this.#bytes.indexOf(this.#wanted, position);
    }
    return this.#next;
  }
}

/** The printable ASCII up to five dashes on the same line; undefined where that is not what comes. */
function readLabel(bytes: Buffer, start: number): string | undefined {
  const limit = Math.min(bytes.length - DASHES.length, start + MAX_LABEL_LENGTH);
  for (let position = start; position <= limit; position++) {
    const octet = bytes[position] as number;
    if (octet < 0x20 || octet > 0x7e) {
      return undefined;
    }
    if (octet === DASH && bytes.compare(DASHES, 0, DASHES.length, position, position + DASHES.length) === 0) {
      return bytes.toString('latin1', start, position);
    }
  }
  return undefined;
}
