import { formatDuration } from '../../config/duration.ts';
import { countProblems } from '../../model/problem.ts';
import { plural } from '../../model/words.ts';
import type { CheckResult, CheckStatus } from './judge.ts';

/** One line that says how it stands: `146 certificates: 4 expired, 142 ok; 1 problem`. */
export function summary(result: CheckResult, within: number): string {
  const words: readonly (readonly [CheckStatus, string])[] = [
    ['expired', 'expired'],
    ['expiring', `expiring within ${formatDuration(within)}`],
    ['not_yet_valid', 'not yet valid'],
    ['ok', 'ok'],
    ['accepted', 'accepted'],
  ];
  const counts = words
    .map(
      ([status, word]) =>
        [result.certificates.filter((each) => each.status === status).length, word] as const,
    )
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`);
  const found = plural(result.certificates.length, 'certificate');
  const count = countProblems(result.problems);
  const problems = count > 0 ? `; ${plural(count, 'problem')}` : '';
  return `${found}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}${problems}\n`;
}
