import { VALIDITY_STATUSES } from '../../model/validity.ts';
import { type ApartCounts, apartInWords } from './apart-roots.ts';
import { type Counts, total, totalOf } from './counts.ts';
import { count, counted } from './numbers.ts';
import type { RotationCondition } from './rotation-condition.ts';
import type { SourceCondition } from './source-state.ts';
import { STATUS_WORDS } from './status-words.ts';

/** How urgent the whole is: `bad` wants somebody now, `attention` soon, `waiting` is not known yet. */
export type Level = 'bad' | 'attention' | 'waiting' | 'good';

/** The state of everything, for the first glance. */
export interface Headline {
  readonly level: Level;
  readonly words: string;
}

/** What the headline is made of. */
export interface Whole {
  /** Of the certificates that are not set apart. */
  readonly counts: Counts;
  /** How many roots are set apart, because they fail nobody by themselves. */
  readonly roots?: Pick<ApartCounts, 'warning' | 'calm' | 'calmExpired'>;
  readonly problems: number;
  readonly conditions: readonly SourceCondition[];
  /** How many targets failed at their last handshake. */
  readonly failingHandshakes?: number;
  /** How many targets serve another certificate than the one that is stored. */
  readonly outdatedTargets?: number;
  /** How many revocation lists should have been replaced by now. */
  readonly expiredLists?: number;
  /** What is wrong at high or above with what the host trusts, and how much of that is critical. */
  readonly graveTrust?: number;
  readonly criticalTrust?: number;
  /** How each rotation stands. */
  readonly rotations?: readonly RotationCondition[];
}

const NO_ROOTS = { warning: 0, calm: 0, calmExpired: 0 };

function levelOf(whole: Whole): Level {
  const { counts, problems, conditions, failingHandshakes = 0, expiredLists = 0 } = whole;
  const { graveTrust = 0, criticalTrust = 0, rotations = [], outdatedTargets = 0, roots = NO_ROOTS } = whole;
  const broken = conditions.some((condition) => condition === 'down' || condition === 'late');
  if (broken || failingHandshakes > 0 || expiredLists > 0 || criticalTrust > 0) return 'bad';
  if (rotations.includes('failing')) return 'bad';
  if (totalOf(counts, 'expired') > 0 || totalOf(counts, 'critical') > 0) return 'bad';
  if (graveTrust > 0 || outdatedTargets > 0 || rotations.includes('overdue')) return 'attention';
  if (roots.warning > 0) return 'attention';
  if (problems > 0 || totalOf(counts, 'warning') > 0 || totalOf(counts, 'not_yet_valid') > 0)
    return 'attention';
  if (conditions.includes('waiting')) return 'waiting';
  return total(counts) + roots.calm === 0 ? 'attention' : 'good';
}

function certificatesInWords(counts: Counts, waiting: boolean, areAll: boolean): string {
  const all = total(counts);
  if (all === 0) return waiting ? 'First collection still running' : 'No certificates found';
  if (!waiting && all === totalOf(counts, 'fine')) {
    if (!areAll) return counted(all, 'certificate is fine', 'certificates are fine');
    return all === 1 ? 'The certificate is fine' : `All ${count(all)} certificates are fine`;
  }
  return VALIDITY_STATUSES.filter((status) => totalOf(counts, status) > 0)
    .map((status) => {
      const number = totalOf(counts, status);
      const { one, many } = STATUS_WORDS[status];
      return `${count(number)} ${number === 1 ? one : many}`;
    })
    .join(', ');
}

/** The state of everything in one line: `2 expired, 3 expire within 7 days, 140 fine; 1 problem`. */
export function headlineOf(whole: Whole): Headline {
  const { counts, problems, conditions, failingHandshakes = 0, expiredLists = 0 } = whole;
  const { graveTrust = 0, outdatedTargets = 0, rotations = [], roots = NO_ROOTS } = whole;
  const failing = rotations.filter((condition) => condition === 'failing').length;
  const overdue = rotations.filter((condition) => condition === 'overdue').length;
  const sources = (condition: SourceCondition): number =>
    conditions.filter((one) => one === condition).length;
  const waiting = sources('waiting') > 0;
  const apart = apartInWords(roots);
  const words = [
    // Where nothing else was found, the roots are all that there is to say.
    ...(total(counts) > 0 || apart.length === 0
      ? [certificatesInWords(counts, waiting, apart.length === 0)]
      : []),
    ...apart,
  ];
  if (waiting && total(counts) + apart.length > 0) words.push('first collection still running');
  if (expiredLists > 0)
    words.push(counted(expiredLists, 'revocation list has expired', 'revocation lists have expired'));
  if (failingHandshakes > 0) words.push(counted(failingHandshakes, 'handshake fails', 'handshakes fail'));
  if (outdatedTargets > 0)
    words.push(
      counted(outdatedTargets, 'target serves', 'targets serve') +
        ` another certificate than ${outdatedTargets === 1 ? 'the stored one' : 'those stored'}`,
    );
  if (graveTrust > 0) words.push(`${counted(graveTrust, 'fault')} of trusted roots`);
  if (failing > 0) words.push(counted(failing, 'rotation did not succeed', 'rotations did not succeed'));
  if (overdue > 0) words.push(`${counted(overdue, 'rotation')} overdue`);
  if (problems > 0) words.push(counted(problems, 'problem'));
  if (sources('down') > 0) words.push(`${counted(sources('down'), 'source')} down`);
  if (sources('late') > 0) words.push(`${counted(sources('late'), 'source')} late`);
  return { level: levelOf(whole), words: words.join('; ') };
}
