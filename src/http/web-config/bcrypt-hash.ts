/**
 * Whether a text is a bcrypt hash in the sense of Go's `bcrypt.Cost`: version 2 with any letter or none, a cost of
 * two digits from 4 to 31, and not too short for a salt and a hash. Like there, the rest is not looked at before
 * a password is compared with it.
 */
export function isBcryptHash(text: string): boolean {
  const cost = /^\$2[^$]?\$(\d\d)\$/.exec(text)?.[1];
  return cost !== undefined && text.length >= SHORTEST_HASH && Number(cost) >= 4 && Number(cost) <= 31;
}

/** `$2$10$` with 22 characters of salt and 31 of hash. */
const SHORTEST_HASH = 59;

/**
 * The hash with the letter `b`, and without what follows it: the letters name bugs of old implementations, Go takes
 * no notice of them, and the library that compares knows not all of them.
 */
export function normaliseBcryptHash(hash: string): string {
  return hash.replace(/^\$2[^$]?\$/, '$2b$').slice(0, 60);
}
