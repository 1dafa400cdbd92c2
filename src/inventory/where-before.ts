/** How many that are new may stand next to each other and be taken for the successors of as many. */
const LOOK_AHEAD = 8;

/**
 * Says where each of `now` stood in `before`, asked for one after the other; -1 for what is new. Nearly all stand
 * where they stood, or have moved by as many as came and went in front of them: a table of all is made only where
 * that does not find them. It may take something that has moved far for new, which costs its text and no more.
 */
export function whereBefore<Each>(before: readonly Each[], now: readonly Each[]): (index: number) => number {
  let moved = 0;
  let table: Map<Each, number> | undefined;
  return (index) => {
    const each = now[index] as Each;
    if (before[index + moved] === each) return index + moved;
    if (isReplaced(before, now, index, moved)) return -1;
    table ??= new Map(before.map((one, at) => [one, at]));
    const at = table.get(each) ?? -1;
    if (at !== -1) moved = at - index;
    return at;
  };
}

/** Whether what stands behind it stands where it stood. */
function isReplaced<Each>(
  before: readonly Each[],
  now: readonly Each[],
  index: number,
  moved: number,
): boolean {
  for (let ahead = 1; ahead <= LOOK_AHEAD && index + ahead < now.length; ahead++) {
    if (before[index + moved + ahead] === now[index + ahead]) return true;
  }
  return false;
}
