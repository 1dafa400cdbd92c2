const MAGIC = 0x7f_45_4c_46;
const DYNAMIC = 2;
const LOAD = 1;
const TAG = { end: 0n, needed: 1n, strings: 5n, rpath: 15n, runpath: 29n };
const MOST_ENTRIES = 4096;

/** What a program or library of Linux asks the loader for. */
export interface ElfDynamic {
  /** The names of libraries, `libssl.so.3`. */
  readonly needed: readonly string[];
  /** Where they are looked for first, with `$ORIGIN` for the folder of the file. */
  readonly searchPath: readonly string[];
}

const NOTHING: ElfDynamic = { needed: [], searchPath: [] };

/** Reads the dynamic section of a 64-bit ELF file (elf(5)). What is none, or lies, asks for nothing. Never throws. */
export function readElfDynamic(bytes: Buffer): ElfDynamic {
  try {
    return bytes.length > 64 && bytes.readUInt32BE() === MAGIC && bytes[4] === 2 ? read(bytes) : NOTHING;
  } catch (error) {
    if (error instanceof RangeError) return NOTHING;
    throw error;
  }
}

function read(bytes: Buffer): ElfDynamic {
  const isLittle = bytes[5] === 1;
  const long = (at: number): bigint => (isLittle ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
  const word = (at: number): number => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const half = (at: number): number => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const headers = Array.from({ length: half(56) }, (_, index) => Number(long(32)) + index * half(54));
  const dynamic = headers.find((at) => word(at) === DYNAMIC);
  if (dynamic === undefined) return NOTHING;
  const entries: (readonly [bigint, bigint])[] = [];
  for (let at = Number(long(dynamic + 8)); entries.length < MOST_ENTRIES; at += 16) {
    const tag = long(at);
    if (tag === TAG.end) break;
    entries.push([tag, long(at + 8)]);
  }
  const address = entries.find(([tag]) => tag === TAG.strings)?.[1];
  const segment = headers.find((at) => {
    const start = long(at + 16);
    return word(at) === LOAD && address !== undefined && start <= address && address < start + long(at + 32);
  });
  if (address === undefined || segment === undefined) return NOTHING;
  const table = Number(address - long(segment + 16) + long(segment + 8));
  const textAt = (offset: bigint): string => {
    const start = table + Number(offset);
    const end = bytes.indexOf(0, start);
    return bytes.toString('utf8', start, end === -1 ? start : end);
  };
  const texts = (...tags: readonly bigint[]): string[] =>
    entries.filter(([tag]) => tags.includes(tag)).map(([, value]) => textAt(value));
  return {
    needed: texts(TAG.needed),
    searchPath: texts(TAG.rpath, TAG.runpath)
      .flatMap((path) => path.split(':'))
      .filter((path) => path !== ''),
  };
}
