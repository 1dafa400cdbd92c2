/** A map that holds a bounded number of entries: when it is full, the one that was not used for longest goes. */
export class RecentMap<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #most: number;
  /** The key that is last in order already: putting it there again would make V8 rebuild a small map every time. */
  #newest: string | undefined;

  /** `most` is how many entries there are at most, at least one. */
  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined || key === this.#newest) return value;
    // A map keeps the order in which keys were put in.
    this.#entries.delete(key);
    this.#entries.set(key, value);
    this.#newest = key;
    return value;
  }

  set(key: string, value: Value): void {
    if (key !== this.#newest) this.#entries.delete(key);
    this.#entries.set(key, value);
    this.#newest = key;
    if (this.#entries.size <= this.#most) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }
}
