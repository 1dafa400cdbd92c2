import { CertificatePool, EMPTY_POOL } from '../handshake/verify/certificate-pool.ts';
import { PathCertificate } from '../handshake/verify/path-certificate.ts';
import type { InventoryStore } from '../inventory/store.ts';
import type { Certificate } from '../model/certificate.ts';
import type { SourceState } from '../model/inventory.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import { SERVED_SOURCE } from './handshaking/served-inventory.ts';

/** Milliseconds between two looks at the inventory, which may be large and change all the time. */
const LOOK_EVERY = 10_000;
/** A host has a dozen; whoever has more than this is no better off by all of them. */
const MOST = 4096;

/** The intermediates among the certificates that the sources have found. What servers send is not stored. */
export class StoredIntermediates {
  readonly #inventory: Pick<InventoryStore, 'current'>;
  readonly #reader: CertificateReader;
  readonly #now: () => number;
  /** Parsed once for as long as anybody holds the certificate. */
  readonly #parsed = new WeakMap<Certificate, PathCertificate | string>();
  #seen: readonly SourceState['certificates'][] = [];
  #lookedAt = Number.NEGATIVE_INFINITY;
  #pool = EMPTY_POOL;

  /** `reader` is the one that the sources read with; `now` gives milliseconds of a monotonic clock. */
  constructor(
    inventory: Pick<InventoryStore, 'current'>,
    reader: CertificateReader,
    now: () => number = () => performance.now(),
  ) {
    this.#inventory = inventory;
    this.#reader = reader;
    this.#now = now;
  }

  /** As they were ten seconds ago at most; the same object for as long as they are the same. */
  get pool(): CertificatePool {
    if (this.#now() - this.#lookedAt < LOOK_EVERY) return this.#pool;
    this.#lookedAt = this.#now();
    const lists = this.#inventory.current.sources
      .filter(({ source }) => source !== SERVED_SOURCE.name)
      .map(({ certificates }) => certificates);
    const isSame =
      lists.length === this.#seen.length && lists.every((list, index) => list === this.#seen[index]);
    if (isSame) return this.#pool;
    this.#seen = lists;
    const pool = new CertificatePool(this.#intermediatesOf(lists));
    if (pool.id !== this.#pool.id) this.#pool = pool.certificates.length === 0 ? EMPTY_POOL : pool;
    return this.#pool;
  }

  #intermediatesOf(lists: readonly SourceState['certificates'][]): readonly PathCertificate[] {
    const found = new Set<Certificate>();
    for (const list of lists) {
      for (const { certificate } of list) {
        if (certificate.role === 'intermediate' && found.size < MOST) found.add(certificate);
      }
    }
    return [...found]
      .map((certificate) => this.#parse(certificate))
      .filter((each) => typeof each !== 'string');
  }

  #parse(certificate: Certificate): PathCertificate | string {
    const known = this.#parsed.get(certificate);
    if (known !== undefined) return known;
    const encoding = this.#reader.encodingOf(certificate);
    const parsed = encoding === undefined ? 'its encoding is not known' : PathCertificate.read(encoding);
    this.#parsed.set(certificate, parsed);
    return parsed;
  }
}
