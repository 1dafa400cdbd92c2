import type { Inventory } from '../../model/inventory.ts';
import { PROBLEM_REASONS, type Problem, type ProblemReason } from '../../model/problem.ts';
import { REASON_WORDS } from '../../model/reason-words.ts';
import { bounded } from './bounded.ts';
import { type Html, html } from './html.ts';
import { count, counted } from './numbers.ts';
import { placeInWords } from './place.ts';

/** Places listed for each reason unless all are asked for. */
const PLACES_PER_REASON = 100;

/** Up to this many problems are unfolded from the start. */
const UNFOLDED = 3;

type Row = readonly [source: string, problem: Problem];

function row([source, { location, detail }]: Row): Html {
  return html`<tr><th scope="row"><code>${bounded(placeInWords(location))}</code></th><td>${bounded(detail)}</td><td class="wide">${source}</td></tr>
`;
}

function group(reason: ProblemReason, rows: readonly Row[], open: boolean, all: boolean): Html {
  const { meaning, remedy } = REASON_WORDS[reason];
  const shown = all ? rows : rows.slice(0, PLACES_PER_REASON);
  const rest =
    shown.length === rows.length
      ? undefined
      : html`<p class="rest">${count(rows.length - shown.length)} more places are not listed. <a href="?limit=all">List everything</a></p>
`;
  return html`<details class="reason"${open ? html` open` : undefined}><summary><b>${count(rows.length)} × ${reason}</b> <span>${meaning}</span></summary>
<p class="remedy">${remedy}</p>
<table><caption class="hidden">Places with the problem ${reason}</caption>
<thead class="hidden"><tr><th scope="col">Where</th><th scope="col">Detail</th><th scope="col" class="wide">Source</th></tr></thead>
<tbody>
${shown.map(row)}</tbody></table>
${rest}</details>
`;
}

/** What was found and could not be used, by reason, with what the reason means and what to do. Nothing without problems. */
export function problemsSection(inventory: Inventory, all: boolean): Html | undefined {
  const rows = inventory.sources.flatMap(({ source, problems }) =>
    problems.map((problem): Row => [source, problem]),
  );
  if (rows.length === 0) return undefined;
  const groups = PROBLEM_REASONS.map((reason) => ({
    reason,
    found: rows.filter(([, problem]) => problem.reason === reason),
  })).filter(({ found }) => found.length > 0);
  return html`<section aria-labelledby="problems"><h2 id="problems">${counted(rows.length, 'problem')}</h2>
${groups.map(({ reason, found }) => group(reason, found, rows.length <= UNFOLDED, all))}</section>
`;
}
