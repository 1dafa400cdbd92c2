import { posix } from 'node:path';
import { type ElfDynamic, readElfDynamic } from './elf.ts';
import { expand } from './expand.ts';
import type { HostFiles } from './host-files.ts';

/** Where the loader of Linux distributions finds libraries (ld.so(8), ld.so.conf of Debian, Fedora, Alpine, Arch). */
export const LIBRARY_FOLDERS = [
  '/usr/local/lib/*-linux-gnu*',
  '/usr/local/lib',
  '/usr/local/lib64',
  '/lib/*-linux-gnu*',
  '/usr/lib/*-linux-gnu*',
  '/lib64',
  '/usr/lib64',
  '/lib',
  '/usr/lib',
];

/** What programs and libraries say about themselves in their bytes. Nothing is ever run, and each is read once. */
export class Binaries {
  readonly #host: HostFiles;
  readonly #facts = new Map<string, BinaryFacts>();
  readonly #dynamic = new Map<string, ElfDynamic>();
  readonly #texts = new Map<string, Map<string, boolean>>();

  constructor(host: HostFiles) {
    this.#host = host;
  }

  /** What is in a file; nothing where it cannot be read. */
  facts(path: string): BinaryFacts {
    return this.#once(this.#facts, path, factsOf);
  }

  /** Whether a text stands among the bytes of a file. Reads all of it, once for each text. */
  holds(path: string, text: string): boolean {
    let known = this.#texts.get(text);
    if (known === undefined) this.#texts.set(text, (known = new Map<string, boolean>()));
    return this.#once(known, path, (bytes) => bytes.includes(text));
  }

  /**
   * The library that a file is linked with whose name begins so, `libssl.so.`, also by way of another that it is
   * linked with.
   */
  linked(path: string, name: string, depth = 2): string | undefined {
    // Without a search through all its bytes: that of a Node.js takes most of a second.
    const { needed, searchPath } = this.#once(this.#dynamic, path, readElfDynamic);
    const direct = needed.find((each) => each.startsWith(name));
    if (direct !== undefined) return this.#find(path, searchPath, direct);
    if (depth === 0) return undefined;
    for (const each of needed.filter((library) => /^lib(?:ssl|curl|python|ruby|node)/.test(library))) {
      const library = this.#find(path, searchPath, each);
      const found = library === undefined ? undefined : this.linked(library, name, depth - 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Kept for as long as the file is the same, so that one object can serve for good. */
  #once<Found>(known: Map<string, Found>, path: string, find: (bytes: Buffer) => Found): Found {
    const key = `${this.#host.resolve(path) ?? path} ${this.#host.identity(path) ?? ''}`;
    let found = known.get(key);
    if (found === undefined) {
      const bytes = this.#host.read(path);
      found = find(typeof bytes === 'string' ? Buffer.alloc(0) : bytes);
      known.set(key, found);
    }
    return found;
  }

  #find(path: string, searchPath: readonly string[], name: string): string | undefined {
    const origin = posix.dirname(this.#host.resolve(path) ?? path);
    const own = searchPath.map((folder) => folder.replace(/\$\{?ORIGIN\}?/, origin));
    const folders = [...own, ...LIBRARY_FOLDERS.flatMap((pattern) => expand(this.#host, pattern))];
    return folders.map((folder) => posix.join(folder, name)).find((file) => this.#host.kind(file) === 'file');
  }
}

/** What is compiled into a program or library. */
export interface BinaryFacts {
  /** OpenSSL's folder, compiled in: of `OPENSSLDIR: "/usr/lib/ssl"`. */
  readonly opensslFolder: string | undefined;
  /** The first number of an OpenSSL's version, where the file is one or has one in it. */
  readonly opensslMajor: number | undefined;
  /** A libcurl's version, as `[7, 88]`. */
  readonly curlVersion: readonly [number, number] | undefined;
  /** Texts in it that look like the paths of bundles and folders of roots. */
  readonly trustPaths: readonly string[];
}

const OPENSSL_FOLDER = Buffer.from('OPENSSLDIR: "');
const OPENSSL_VERSION = Buffer.from('OpenSSL ');
const CURL_VERSION = Buffer.from('libcurl/');
const TRUST_PATH =
  /^\/[\w./-]*(?:ca-certificates\.crt|ca-bundle(?:\.trust)?\.(?:crt|pem)|tls-ca-bundle\.pem|cert\.pem|cacert\.pem|ssl\/certs|tls\/certs)\/?$/;
const PATH_STARTS = ['/etc/', '/usr/', '/opt/', '/nix/'].map((text) => Buffer.from(`\0${text}`));

function factsOf(bytes: Buffer): BinaryFacts {
  const at = bytes.indexOf(OPENSSL_FOLDER);
  const start = at + OPENSSL_FOLDER.length;
  const opensslFolder = at === -1 ? undefined : bytes.toString('utf8', start, bytes.indexOf('"', start));
  const trustPaths = new Set<string>();
  for (const sign of PATH_STARTS) {
    for (let found = bytes.indexOf(sign); found !== -1; found = bytes.indexOf(sign, found + 1)) {
      const end = bytes.indexOf(0, found + 1);
      if (end - found > 256) continue;
      const text = bytes.toString('latin1', found + 1, end);
      if (TRUST_PATH.test(text)) trustPaths.add(text);
    }
  }
  const major = Number(firstMatch(bytes, OPENSSL_VERSION, /^OpenSSL (\d+)\.\d+\.\d+/)?.[1]);
  const curl = firstMatch(bytes, CURL_VERSION, /^libcurl\/(\d+)\.(\d+)/);
  return {
    opensslFolder,
    opensslMajor: Number.isNaN(major) ? undefined : major,
    curlVersion: curl === undefined ? undefined : [Number(curl[1]), Number(curl[2])],
    trustPaths: [...trustPaths],
  };
}

/** The first text that begins with `sign` and is as it should be. */
function firstMatch(bytes: Buffer, sign: Buffer, wanted: RegExp): RegExpExecArray | undefined {
  for (let at = bytes.indexOf(sign); at !== -1; at = bytes.indexOf(sign, at + 1)) {
    const match = wanted.exec(bytes.toString('latin1', at, at + 64));
    if (match !== null) return match;
  }
  return undefined;
}
