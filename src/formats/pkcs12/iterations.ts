import { damaged, KeystoreFault } from '../keystore-fault.ts';
import { type Part, wholeNumber } from './ber-parts.ts';

/**
 * The most rounds of a key derivation that are done: Java's own limit (MAX_ITERATION_COUNT of PKCS12KeyStore). One
 * call of PBKDF2 cannot be broken off, and this many take some seconds.
 */
export const MOST_ITERATIONS = 5_000_000;

/** How many rounds of key derivation one keystore may still cost; every try of a passphrase takes of it. */
export interface RoundsBudget {
  left: number;
}

/** Takes the rounds of one try out of the budget. @throws KeystoreFault where they are more than it has */
export function spend(budget: RoundsBudget, rounds: number, what: string): void {
  budget.left -= rounds;
  if (budget.left >= 0) return;
  throw new KeystoreFault('timeout', `${what} takes more rounds of key derivation than are done here`);
}

/** The number of rounds that a keystore asks for. @throws KeystoreFault */
export function iterations(part: Part | undefined, what: string): number {
  const count = wholeNumber(part, what);
  if (count === 0) throw damaged(`${what} asks for no round of key derivation`);
  if (count <= MOST_ITERATIONS) return count;
  const asked = count <= Number.MAX_SAFE_INTEGER ? String(count) : 'more than 2^53';
  const message = `${what} asks for ${asked} rounds of key derivation, and more than ${MOST_ITERATIONS} are not done`;
  throw new KeystoreFault('timeout', message);
}
