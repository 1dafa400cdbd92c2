import type { Inventory } from '../../model/inventory.ts';
import { countProblems, PROBLEM_REASONS, type Problem, type ProblemReason } from '../../model/problem.ts';
import { REASON_WORDS } from '../../model/reason-words.ts';
import { bounded } from './bounded.ts';
import { type Html, html } from './html.ts';
import { count, counted } from './numbers.ts';
import { placeInWords } from './place.ts';

/** Places listed for each reason unless all are asked for. */
const PLACES_PER_REASON = 100;

/** Up to this many problems are unfolded from the start: more would push what expires out of sight. */
const UNFOLDED = 1;

type Row = readonly [source: string, problem: Problem];

function row([source, { location, detail }]: Row): Html {
  return html`<tr><th scope="row"><code>${bounded(placeInWords(location))}</code></th><td>${bounded(detail)}</td><td class="wide">${source}</td></tr>
`;
}

function* group(reason: ProblemReason, rows: readonly Row[], open: boolean, all: boolean): Generator<Html> {
  const { meaning, remedy } = REASON_WORDS[reason];
  const shown = all ? rows : rows.slice(0, PLACES_PER_REASON);
  yield html`<details class="reason"${open ? html` open` : undefined}><summary><b>${count(countProblems(rows.map(([, problem]) => problem)))} × ${reason}</b> <span>${meaning}</span></summary>
<p class="remedy">${remedy}</p>
<table><caption class="hidden">Places with the problem ${reason}</caption>
<thead class="hidden"><tr><th scope="col">Where</th><th scope="col">Detail</th><th scope="col" class="wide">Source</th></tr></thead>
<tbody>
`;
  for (const one of shown) yield row(one);
  yield html`</tbody></table>
`;
  const left = rows.length - shown.length;
  if (left > 0) {
    yield html`<p class="rest">${counted(left, 'more place is', 'more places are')} not listed. <a href="?limit=all">List everything</a></p>
`;
  }
  yield html`</details>
`;
}

/** What was found and could not be used, by reason, with what the reason means and what to do. Nothing without problems. */
export function* problemsSection(inventory: Inventory, all: boolean): Generator<Html> {
  const groups = new Map<ProblemReason, Row[]>();
  let total = 0;
  for (const { source, problems } of inventory.sources) {
    total += countProblems(problems);
    for (const problem of problems) {
      const rows = groups.get(problem.reason);
      if (rows === undefined) groups.set(problem.reason, [[source, problem]]);
      else rows.push([source, problem]);
    }
  }
  if (total === 0) return;
  yield html`<section aria-labelledby="problems"><h2 id="problems">${counted(total, 'problem')}</h2>
`;
  for (const reason of PROBLEM_REASONS) {
    const rows = groups.get(reason);
    if (rows !== undefined) yield* group(reason, rows, total <= UNFOLDED, all);
  }
  yield html`</section>
`;
}
