import { ROLES } from '../../model/certificate.ts';
import { VALIDITY_STATUSES, type ValidityStatus } from '../../model/validity.ts';
import type { ApartCounts } from './apart-roots.ts';
import { type Counts, total, totalOf } from './counts.ts';
import type { Headline, Level } from './headline.ts';
import { type Html, html } from './html.ts';
import { count, counted } from './numbers.ts';
import { DEFAULT_LIMIT, type Selection, selectionQuery } from './selection.ts';
import type { SourceCondition } from './source-state.ts';
import { STATUS_WORDS } from './status-words.ts';

const SIGNS: Readonly<Record<Level, string>> = { bad: '✕', attention: '!', waiting: '…', good: '✓' };

const CAPTIONS: Readonly<Record<ValidityStatus, string>> = {
  expired: 'expired',
  critical: 'within 7 days',
  warning: 'due for renewal',
  not_yet_valid: 'not valid yet',
  fine: 'fine',
};

/** The colour of a tile: that of its status, unless all that it counts is set apart. */
function toneOf(counts: Counts, status: ValidityStatus, roots: ApartCounts): string {
  if (totalOf(counts, status) === 0) return 'none';
  if (totalOf(roots.others, status) > 0 || totalOf(roots.apart, status) === 0) return status;
  // Those that only give warning are expired ones.
  return status === 'expired' && roots.warning > 0 ? 'warning' : 'calm';
}

function tile(counts: Counts, status: ValidityStatus, roots: ApartCounts, selection: Selection): Html {
  const number = totalOf(counts, status);
  const roles = ROLES.filter((role) => counts[status][role] > 0)
    .map((role) => `${count(counts[status][role])} ${role}`)
    .join(', ');
  const query = selectionQuery({ search: '', role: undefined, status, limit: DEFAULT_LIMIT });
  const current = selection.status === status ? html` aria-current="true"` : undefined;
  return html`<li><a class="tile ${toneOf(counts, status, roots)}" href="${query}#certificates" title="${STATUS_WORDS[status].meaning}"${current}>
<b>${count(number)}</b> <span>${CAPTIONS[status]}</span> <small>${roles}</small></a></li>
`;
}

/** The first three seconds: the state of everything in one line, and the counts by status and role. */
export function summarySection(
  headline: Headline,
  counts: Counts,
  roots: ApartCounts,
  conditions: readonly SourceCondition[],
  selection: Selection,
): Html {
  const waiting = conditions.filter((condition) => condition === 'waiting').length;
  const tiles =
    total(counts) === 0
      ? undefined
      : html`<ul class="tiles" aria-label="Certificates by status">
${VALIDITY_STATUSES.map((status) => tile(counts, status, roots, selection))}</ul>
`;
  const parts = headline.words.split(/(?<=[,;]) /).map((part) => html`<span class="part">${part}</span> `);
  const running =
    waiting === 0
      ? undefined
      : html`<p class="running">The first collection is still running for ${counted(waiting, 'source')} of
${count(conditions.length)}; the counts will grow. Load the page again in a moment.</p>
`;
  return html`<h1 class="headline ${headline.level}"><span class="sign" aria-hidden="true">${SIGNS[headline.level]}</span> <span>${parts}</span></h1>
${running}${tiles}`;
}
