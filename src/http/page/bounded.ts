import { count } from './numbers.ts';

/** Characters of one value that a page shows; longer ones are other people's mistake or mischief. */
const MAX_LENGTH = 1000;

/** A value short enough for a page, which says how much of it is missing. */
export function bounded(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  return `${text.slice(0, MAX_LENGTH)}… (${count(text.length - MAX_LENGTH)} more characters)`;
}
