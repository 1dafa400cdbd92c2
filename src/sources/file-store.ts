import type { Container } from '../formats/container.ts';
import type { Finding } from '../model/problem.ts';
import { type FileIdentity, sameIdentity } from './file-identity.ts';

/** What came of reading a file. */
export type FileContents<Contents = Container> =
  | { readonly kind: 'container'; readonly container: Contents }
  | { readonly kind: 'failed'; readonly finding: Finding };

interface FileRecord<Contents> {
  identity: FileIdentity;
  /** Whether a later change is sure to show in the identity. */
  settled: boolean;
  contents: FileContents<Contents>;
  /** The last collection in which it was found, and the last in which it was read. */
  usedIn: number;
  readIn: number;
}

/** What is known of each file, by device and inode, from one collection to the next. */
export class FileStore<Contents = Container> {
  readonly #devices = new Map<bigint, Map<bigint, FileRecord<Contents>>>();
  readonly #same: SameContents<Contents>;
  #collection = 0;

  /** `same` says whether two readings are as good as one; for containers it is there. */
  constructor(...same: Contents extends Container ? [] : [SameContents<Contents>]) {
    this.#same = same[0] ?? (sameContainer as unknown as SameContents<Contents>);
  }

  /** Begins a collection. */
  begin(): void {
    this.#collection++;
  }

  /** What is in the file where that is known without reading it again; marks it as used. */
  current(identity: FileIdentity): FileContents<Contents> | undefined {
    const record = this.#record(identity);
    if (record === undefined || !sameIdentity(record.identity, identity)) return undefined;
    if (!record.settled && record.readIn !== this.#collection) return undefined;
    record.usedIn = this.#collection;
    return record.contents;
  }

  /** What was last read from it, whatever has happened to it since; marks it as used. */
  last(identity: FileIdentity): FileContents<Contents> | undefined {
    const record = this.#record(identity);
    if (record !== undefined) record.usedIn = this.#collection;
    return record?.contents;
  }

  /** Notes what was read. Where that is what was known before, the old object stays. */
  put(identity: FileIdentity, settled: boolean, contents: FileContents<Contents>): void {
    const known = this.#record(identity);
    const kept = known !== undefined && this.#isSame(known.contents, contents) ? known.contents : contents;
    const now = this.#collection;
    // A failure may end without any change to the file: other rights, or another answer of the device.
    const isSettled = settled && contents.kind === 'container';
    const record = { identity, settled: isSettled, contents: kept, usedIn: now, readIn: now };
    let files = this.#devices.get(identity.dev);
    if (files === undefined) this.#devices.set(identity.dev, (files = new Map()));
    files.set(identity.ino, record);
  }

  /** The identities of files that need not be read again while they stay as they are; marks them as used. */
  settledAmong(identities: Iterable<FileIdentity>): FileIdentity[] {
    const settled: FileIdentity[] = [];
    for (const identity of identities) {
      const record = this.#record(identity);
      if (!record?.settled) continue;
      record.usedIn = this.#collection;
      settled.push(record.identity);
    }
    return settled;
  }

  /** Ends a collection: forgets the files that it did not use. */
  end(): void {
    for (const [device, files] of this.#devices) {
      for (const [inode, { usedIn }] of files) if (usedIn !== this.#collection) files.delete(inode);
      if (files.size === 0) this.#devices.delete(device);
    }
  }

  #isSame(left: FileContents<Contents>, right: FileContents<Contents>): boolean {
    if (left.kind === 'failed' || right.kind === 'failed') {
      return left.kind === 'failed' && right.kind === 'failed' && sameFinding(left.finding, right.finding);
    }
    return this.#same(left.container, right.container);
  }

  #record({ dev, ino }: FileIdentity): FileRecord<Contents> | undefined {
    return this.#devices.get(dev)?.get(ino);
  }
}

/** Whether two readings are as good as one. */
export type SameContents<Contents> = (left: Contents, right: Contents) => boolean;

/** Whether two containers hold the same, so that the older one may stay. */
export function sameContainer(a: Container, b: Container): boolean {
  return (
    a.kind === b.kind &&
    a.otherObjects === b.otherObjects &&
    sameEntries(a.entries, b.entries) &&
    a.certificates.length === b.certificates.length &&
    a.certificates.every(
      (one, index) => one.fingerprintSha256 === b.certificates[index]?.fingerprintSha256,
    ) &&
    a.revocationLists.length === b.revocationLists.length &&
    a.revocationLists.every(
      (one, index) => one.fingerprintSha256 === b.revocationLists[index]?.fingerprintSha256,
    ) &&
    sameFindings(a.findings, b.findings) &&
    JSON.stringify(a.findingCounts) === JSON.stringify(b.findingCounts)
  );
}

function sameEntries(left: Container['entries'], right: Container['entries']): boolean {
  return left?.length === right?.length && (left ?? []).every((entry, index) => entry === right?.[index]);
}

function sameFindings(left: readonly Finding[], right: readonly Finding[]): boolean {
  return left.length === right.length && left.every((one, index) => sameFinding(one, right[index]));
}

function sameFinding(left: Finding, right: Finding | undefined): boolean {
  return left.reason === right?.reason && left.detail === right.detail;
}
