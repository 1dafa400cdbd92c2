import type { Probed } from '../../app.ts';
import { explain } from '../../model/handshake-words.ts';
import { visible } from '../../model/visible.ts';

/** One sentence about what came of a handshake, and what to do where it failed. */
export function explanation({ result }: Probed): string {
  const { failure, target, chainVerified, hostnameMatch } = result;
  if (failure !== undefined) return explain(failure.phase, failure.reason, target);
  const name = visible(target.target);
  return chainVerified === true && hostnameMatch === true
    ? `${name} shakes hands as a strict client expects.`
    : `${name} completes the handshake, and nothing more was asked for.`;
}
