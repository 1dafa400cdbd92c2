import type { FollowHandler } from '../../kubernetes/following.ts';

/** The names of the namespaces that a label selector takes. */
export class NamespaceSet implements FollowHandler {
  /** Counts the changes. */
  changes = 0;
  #names = new Set<string>();
  #listed: Set<string> | undefined;

  has(name: string): boolean {
    return this.#names.has(name);
  }

  begin(): void {
    this.#listed = new Set();
  }

  upsert({ metadata: { name } }: { readonly metadata: { readonly name: string } }): void {
    this.#listed?.add(name);
    if (this.#names.has(name)) return;
    this.#names.add(name);
    this.changes += 1;
  }

  remove({ metadata: { name } }: { readonly metadata: { readonly name: string } }): void {
    if (this.#names.delete(name)) this.changes += 1;
  }

  synced(): void {
    for (const name of this.#names)
      if (this.#listed?.has(name) === false) this.remove({ metadata: { name } });
    this.#listed = undefined;
  }
}
