import { visible } from '../../model/visible.ts';

const MOST_CHARACTERS = 150;

/** A name out of a certificate as it may stand in a sentence: what cannot be seen is escaped, and the length bounded. */
export function shownName(name: string): string {
  if (name === '') return 'without a name';
  const head = visible(name.slice(0, MOST_CHARACTERS + 1));
  return head.length > MOST_CHARACTERS ? `${head.slice(0, MOST_CHARACTERS)}…` : head;
}
