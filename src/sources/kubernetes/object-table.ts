import type { FollowHandler } from '../../kubernetes/following.ts';
import type { KubernetesObject } from '../../kubernetes/kubernetes-object.ts';
import type { LabelledObject, ManagedCertificate } from '../../model/kubernetes-facts.ts';
import { digestOf, type ObjectContents } from './object-contents.ts';
import { placeOf } from './place.ts';
import type { ReadRule } from './read-rule.ts';

/** What is known of one object. The object itself is never kept. */
export interface KnownObject {
  readonly namespace: string;
  readonly name: string;
  /** Undefined until its keystores have been read for the first time. */
  readonly contents: ObjectContents | undefined;
  readonly labelled: LabelledObject | undefined;
  readonly managed: ManagedCertificate | undefined;
}

interface Entry extends KnownObject {
  contents: ObjectContents | undefined;
  labelled: LabelledObject | undefined;
  managed: ManagedCertificate | undefined;
  digest: string;
  /** The list in which it was last seen, or after which. */
  list: number;
}

/**
 * Takes what a follower tells and keeps what was parsed out of it. Where neither the fields that are read nor the
 * labels that are wanted have changed, nothing is parsed and nothing replaced.
 */
export class ObjectTable implements FollowHandler {
  /** Counts the changes of contents. */
  changes = 0;
  /** Counts the changes of labels and of what cert-manager says. */
  factChanges = 0;
  readonly #rule: ReadRule;
  readonly #entries = new Map<string, Entry>();
  readonly #pending = new Set<Promise<void>>();
  #list = 0;

  constructor(rule: ReadRule) {
    this.#rule = rule;
  }

  /** In the order in which they were first seen. */
  get objects(): Iterable<KnownObject> {
    return this.#entries.values();
  }

  /** How many objects have keystores that are being read. */
  get pending(): number {
    return this.#pending.size;
  }

  /** Resolves when every keystore that was seen so far has been read. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  begin(): void {
    this.#list += 1;
  }

  upsert(object: KubernetesObject): void {
    const id = idOf(object);
    const found = this.#rule.takes(object) ? this.#rule.look(object) : undefined;
    if (found === undefined) {
      this.#forget(id);
      return;
    }
    const entry = this.#entryOf(id, object);
    entry.list = this.#list;
    if (!sameFacts(entry, found)) {
      entry.labelled = found.labelled;
      entry.managed = found.managed;
      this.factChanges += 1;
    }
    const digest = digestOf(found.fields, found.passphrases);
    if (entry.digest === digest) return;
    entry.digest = digest;
    const contents = this.#rule.read(placeOf(this.#rule.kind, object), found);
    if (contents instanceof Promise) this.#await(entry, digest, contents);
    else this.#put(entry, contents);
  }

  remove(object: KubernetesObject): void {
    this.#forget(idOf(object));
  }

  synced(): void {
    for (const [id, { list }] of this.#entries) if (list !== this.#list) this.#forget(id);
  }

  #entryOf(id: string, { metadata: { namespace = '', name } }: KubernetesObject): Entry {
    const known = this.#entries.get(id);
    if (known !== undefined) return known;
    const entry: Entry = {
      namespace,
      name,
      contents: undefined,
      labelled: undefined,
      managed: undefined,
      digest: '',
      list: this.#list,
    };
    this.#entries.set(id, entry);
    return entry;
  }

  #put(entry: Entry, contents: ObjectContents): void {
    entry.contents = contents;
    this.changes += 1;
  }

  /** Until a keystore is read, what was known of its object stays; what has been overtaken meanwhile is dropped. */
  #await(entry: Entry, digest: string, reading: Promise<ObjectContents>): void {
    const put = async (): Promise<void> => {
      const contents = await reading;
      if (entry.digest === digest) this.#put(entry, contents);
    };
    const pending = put().finally(() => this.#pending.delete(pending));
    this.#pending.add(pending);
  }

  #forget(id: string): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    this.#entries.delete(id);
    // Nothing that is still being read for it may come back.
    entry.digest = '';
    if (entry.contents !== undefined) this.changes += 1;
    if (entry.labelled !== undefined || entry.managed !== undefined) this.factChanges += 1;
  }
}

type Facts = Pick<KnownObject, 'labelled' | 'managed'>;

function sameFacts(left: Facts, right: Facts): boolean {
  const isEmpty = [left.labelled, left.managed, right.labelled, right.managed].every(
    (each) => each === undefined,
  );
  return (
    isEmpty ||
    JSON.stringify([left.labelled, left.managed]) === JSON.stringify([right.labelled, right.managed])
  );
}

function idOf({ metadata: { namespace = '', name } }: KubernetesObject): string {
  return `${namespace}/${name}`;
}
