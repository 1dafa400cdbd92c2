/**
 * What somebody who wrote `word` most likely meant: the candidate that differs from it only in case and punctuation, else
 * the one that is fewest slips of the fingers away (a letter too many, too few, wrong, or two exchanged), else one that
 * begins or ends with it or the other way round. Undefined where nothing is near, and for a candidate itself.
 */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const written = plain(word);
  if (candidates.includes(word) || written === '') return undefined;
  const alike = candidates.find((candidate) => plain(candidate) === written);
  if (alike !== undefined) return alike;

  const most = allowedSlips(written);
  const near = candidates
    .map((candidate) => ({ candidate, slips: slipsBetween(written, plain(candidate)) }))
    .filter(({ slips }) => slips <= most)
    .sort((left, right) => left.slips - right.slips)[0];
  if (near !== undefined) return near.candidate;

  return candidates.find((candidate) => {
    const other = plain(candidate);
    if (Math.min(other.length, written.length) < SHORTEST_PART) return false;
    return isEndOf(written, other) || isEndOf(other, written);
  });
}

/** Half a sentence to put behind a message about a word that is not known; empty where nothing is near. */
export function didYouMean(word: string, candidates: readonly string[], prefix = ''): string {
  const meant = closest(word, candidates);
  return meant === undefined ? '' : ` (did you mean ${prefix}${meant}?)`;
}

/** `in` is the beginning of too many things to stand for one of them. */
const SHORTEST_PART = 4;
/** Nobody's word is longer, and the comparison takes the product of both lengths. */
const LONGEST = 64;

function plain(text: string): string {
  return text
    .slice(0, LONGEST)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** In a short word everything is near everything. */
function allowedSlips({ length }: string): number {
  if (length < 3) return 0;
  return length < 6 ? 1 : 2;
}

function isEndOf(part: string, whole: string): boolean {
  return whole.startsWith(part) || whole.endsWith(part);
}

/** The distance of Damerau and Levenshtein in which no part of a word is changed twice. */
function slipsBetween(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      const exchanged = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        exchanged ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? 0;
}
