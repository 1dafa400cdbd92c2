import { decodeBase64 } from '../../formats/base64.ts';
import { pemBlocks } from '../../formats/pem-blocks.ts';
import type { Certificate } from '../../model/certificate.ts';
import { CertificateReader } from '../../x509/certificate-reader.ts';
import type { HostFiles } from '../host/host-files.ts';
import { certificateAtStart, type ParsedAnchors } from '../parsers/parsed-anchors.ts';
import { PARSERS, type ParserName } from '../parsers/parsers.ts';
import type { Place } from './choice.ts';
import { hashOf, namesOf } from './folder-names.ts';

/** A bundle has a quarter of a megabyte; what is larger than this is none. */
const MOST_BUNDLE_BYTES = 16 * 1024 * 1024;

/** Loads what places hold, as the runtime would; what several runtimes share is read once. For one audit. */
export class AnchorLoader {
  readonly #host: HostFiles;
  readonly #reader: CertificateReader;
  readonly #programs: Map<string, ParsedAnchors>;
  readonly #loaded = new Map<string, ParsedAnchors>();

  /**
   * @param programs what is built into programs, by path and identity: to be kept from one audit to the next, because
   * searching through a Node.js takes most of a second.
   */
  constructor(
    host: HostFiles,
    reader: CertificateReader = new CertificateReader(),
    programs: Map<string, ParsedAnchors> = new Map(),
  ) {
    this.#host = host;
    this.#reader = reader;
    this.#programs = programs;
  }

  /** The anchors of a place; its problem says nothing of which place that is. */
  load(place: Place): ParsedAnchors {
    if (place.kind === 'file') return this.#loadFile(place.path, place.parser);
    const key = `${place.parser} ${place.names ?? 'hashed'} ${place.path}`;
    return this.#once(key, () => this.#loadFolder(place));
  }

  /** The anchors that are among the bytes of a program, as PEM. */
  builtIn(program: string): ParsedAnchors {
    const key = `${this.#host.resolve(program) ?? program} ${this.#host.identity(program) ?? ''}`;
    const known = this.#programs.get(key);
    if (known !== undefined) return known;
    const found = this.#search(program);
    this.#programs.set(key, found);
    return found;
  }

  #search(program: string): ParsedAnchors {
    const bytes = this.#host.read(program);
    if (typeof bytes === 'string') return { certificates: [], problem: `cannot be read (${bytes})` };
    const certificates: Certificate[] = [];
    for (const block of pemBlocks(bytes)) {
      if (block.label !== 'CERTIFICATE' || block.fault !== undefined) continue;
      const der = decodeBase64(bytes, block.start, block.end);
      const certificate = typeof der === 'string' ? undefined : certificateAtStart(der, this.#reader);
      if (certificate !== undefined) certificates.push(certificate);
    }
    return { certificates };
  }

  #loadFile(path: string, parser: ParserName): ParsedAnchors {
    return this.#once(`${parser} ${path}`, () => {
      const bytes = this.#host.read(path);
      if (typeof bytes === 'string') return { certificates: [], problem: `cannot be read (${bytes})` };
      if (bytes.length > MOST_BUNDLE_BYTES) return { certificates: [], problem: 'is too large for a bundle' };
      return PARSERS[parser](bytes, this.#reader);
    });
  }

  #loadFolder({ path, parser, names }: Place): ParsedAnchors {
    // What OpenSSL opens as a store may be a file as well (ossl_store-file(7)).
    if (names === 'hashed-any' && this.#host.kind(path) === 'file') return this.#loadFile(path, parser);
    if (this.#host.kind(path) !== 'folder') {
      return { certificates: [], problem: 'is not there, or is no folder that can be read' };
    }
    const files = namesOf(this.#host, path, names ?? 'hashed').map((name) => ({
      name,
      ...this.#loadFile(`${path}/${name}`, parser),
    }));
    // A store ends its search for a hash at the first file that it cannot read; which that is, the folder decides.
    const ended = new Set(
      names === 'hashed-any'
        ? files.filter(({ problem }) => problem !== undefined).map(({ name }) => hashOf(name))
        : [],
    );
    const certificates = files.flatMap((each) => (ended.has(hashOf(each.name)) ? [] : each.certificates));
    return certificates.length === 0
      ? { certificates, problem: 'holds no certificate that it would find' }
      : { certificates };
  }

  #once(key: string, load: () => ParsedAnchors): ParsedAnchors {
    const known = this.#loaded.get(key);
    if (known !== undefined) return known;
    const loaded = load();
    this.#loaded.set(key, loaded);
    return loaded;
  }
}
