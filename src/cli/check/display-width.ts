import stringWidth from 'string-width';

const ASCII = /^[\x20-\x7e]*$/;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How many columns of a terminal a text takes: ideographs and emoji take two. */
export function displayWidth(text: string): number {
  return ASCII.test(text) ? text.length : stringWidth(text);
}

/** Cuts what goes beyond `width` columns off the end and marks the cut with an ellipsis. */
export function cutEnd(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return `${take(clusters(text), width - 1).join('')}…`;
}

/** Cuts what goes beyond `width` columns off the beginning and marks the cut with an ellipsis. */
export function cutStart(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return `…${take(clusters(text).toReversed(), width - 1)
    .toReversed()
    .join('')}`;
}

const clusters = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);

function take(parts: readonly string[], width: number): string[] {
  const taken: string[] = [];
  let left = width;
  for (const part of parts) {
    left -= displayWidth(part);
    if (left < 0) break;
    taken.push(part);
  }
  return taken;
}
