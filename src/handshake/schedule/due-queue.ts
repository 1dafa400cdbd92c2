/** Hands out what is due first; of things that are due at the same time the one that was put in first. */
export class DueQueue<Item> {
  readonly #heap: { readonly due: number; readonly turn: number; readonly item: Item }[] = [];
  #turn = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** When the first thing is due; undefined where there is none. */
  get nextDue(): number | undefined {
    return this.#heap[0]?.due;
  }

  get first(): Item | undefined {
    return this.#heap[0]?.item;
  }

  push(item: Item, due: number): void {
    const heap = this.#heap;
    const entry = { due, turn: this.#turn++, item };
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  shift(): Item | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || first === last) return first?.item;
    heap[0] = last;
    for (let index = 0; ; ) {
      let least = index;
      for (const child of [2 * index + 1, 2 * index + 2]) {
        if (child < heap.length && this.#isBefore(child, least)) least = child;
      }
      if (least === index) return first.item;
      this.#swap(index, least);
      index = least;
    }
  }

  #isBefore(left: number, right: number): boolean {
    const [a, b] = [this.#heap[left], this.#heap[right]];
    if (a === undefined || b === undefined) return false;
    return a.due === b.due ? a.turn < b.turn : a.due < b.due;
  }

  #swap(left: number, right: number): void {
    const [a, b] = [this.#heap[left], this.#heap[right]];
    if (a === undefined || b === undefined) return;
    this.#heap[left] = b;
    this.#heap[right] = a;
  }
}
