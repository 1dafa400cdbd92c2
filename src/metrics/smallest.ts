/**
 * The `count` smallest of `items` in ascending order, in time that grows with the number of items and not with
 * the sorting of all of them: of a hundred thousand problems only a hundred are wanted.
 */
export function smallest<T>(items: Iterable<T>, count: number, compare: (left: T, right: T) => number): T[] {
  const kept: T[] = [];
  for (const item of items) {
    const last = kept[count - 1];
    if (last !== undefined && compare(item, last) >= 0) continue;
    let low = 0;
    let high = kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(kept[middle] as T, item) <= 0) low = middle + 1;
      else high = middle;
    }
    kept.splice(low, 0, item);
    if (kept.length > count) kept.pop();
  }
  return kept;
}
