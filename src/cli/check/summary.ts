import { formatDuration } from '../../config/duration.ts';
import { countProblems } from '../../model/problem.ts';
import { plural } from '../../model/words.ts';
import type { CheckKind, CheckResult, CheckStatus } from './judge.ts';
import { onlyRoots, onlyRootsInWords } from './only-roots.ts';

/**
 * One line that says how it stands: `146 certificates: 4 expired, 142 ok; 1 problem`, and how much of what is wrong are
 * roots that fail nobody by themselves.
 *
 * @param within Seconds; what expires within them is not fine.
 * @param asked What one asked for.
 */
export function summary(result: CheckResult, within: number, asked: ReadonlySet<CheckKind>): string {
  const words: readonly (readonly [CheckStatus, string])[] = [
    ['expired', 'expired'],
    ['expiring', `expiring within ${formatDuration(within)}`],
    ['not_yet_valid', 'not yet valid'],
    ['ok', 'ok'],
    ['accepted', 'accepted'],
  ];
  const inWords = (judged: readonly { readonly status: CheckStatus }[], unit: string): string => {
    const counts = words
      .map(([status, word]) => [judged.filter((each) => each.status === status).length, word] as const)
      .filter(([count]) => count > 0)
      .map(([count, word]) => `${count} ${word}`);
    return `${plural(judged.length, unit)}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`;
  };
  const { certificates, revocationLists } = result;
  const lists = revocationLists.length > 0 ? `; ${inWords(revocationLists, 'revocation list')}` : '';
  const count = countProblems(result.problems);
  const problems = count > 0 ? `; ${plural(count, 'problem')}` : '';
  const roots = onlyRootsInWords(onlyRoots(result, asked));
  return `${inWords(certificates, 'certificate')}${lists}${problems}${roots === '' ? '' : `; ${roots}`}\n`;
}
