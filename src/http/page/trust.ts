import { AUDIT_WORDS } from '../../model/audit-words.ts';
import type { Drift, RuntimeTrust } from '../../model/trust.ts';
import type { TrustReport } from '../../model/trust-audit.ts';
import type { StaleProcesses } from '../../model/trust-processes.ts';
import { ago } from './ago.ts';
import { bounded } from './bounded.ts';
import { type Html, html } from './html.ts';
import { count, counted } from './numbers.ts';
import { type PlacedFinding, trustFaults } from './trust-faults.ts';

/** Rows in each part unless all are asked for. */
const LISTED = 100;

interface Part<Each> {
  readonly caption: string;
  readonly titles: readonly [string, string, string];
  readonly rows: readonly Each[];
  readonly row: (each: Each) => Html;
}

function* table<Each>({ caption, titles, rows, row }: Part<Each>, all: boolean): Generator<Html> {
  if (rows.length === 0) return;
  yield html`<table class="handshakes"><caption class="hidden">${caption}</caption>
<thead><tr><th scope="col">${titles[0]}</th><th scope="col">${titles[1]}</th><th scope="col" class="last">${titles[2]}</th></tr></thead>
<tbody>
`;
  const listed = all ? rows : rows.slice(0, LISTED);
  for (const each of listed) yield row(each);
  yield html`</tbody></table>
`;
  const left = rows.length - listed.length;
  if (left > 0) {
    yield html`<p class="rest">${counted(left, 'more is', 'more are')} not listed. <a href="?limit=all">List everything</a></p>
`;
  }
}

/** A sentence of the documentation, in which commands stand in backquotes. */
function sentence(text: string): Html[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}

function findingRow({ path, finding }: PlacedFinding): Html {
  const { check, level, detail, subject } = finding;
  const { meaning, remedy } = AUDIT_WORDS[check];
  const said = subject === undefined ? detail : `${subject}: ${detail}`;
  return html`<tr><th scope="row"><code>${bounded(path)}</code></th><td><b>${check}</b> ${sentence(meaning)} <span>${bounded(said)}</span> <span class="remedy">To do: ${sentence(remedy)}</span></td><td class="last" data-label="Level">${level}</td></tr>
`;
}

function runtimeRow({ runtime, installation, locations, rule, anchors, usable, detail }: RuntimeTrust): Html {
  const where =
    locations.length === 0
      ? [html`built in`]
      : locations.map(({ path }) => html`<code>${bounded(path)}</code> `);
  const remark = detail === '' ? undefined : html` <span>${bounded(detail)}</span>`;
  const fails = usable ? undefined : html`<b>Can verify nobody.</b> `;
  return html`<tr><th scope="row">${runtime} <span>${bounded(installation)}</span></th><td>${fails}${where} <span>by ${rule}.</span>${remark}</td><td class="last" data-label="Anchors">${anchors === undefined ? '?' : count(anchors)}</td></tr>
`;
}

function driftRow({ left, right, onlyLeft, onlyRight }: Drift): Html {
  const sides = [
    ...(onlyLeft.length > 0 ? [`${counted(onlyLeft.length, 'root')} only in ${left}`] : []),
    ...(onlyRight.length > 0 ? [`${counted(onlyRight.length, 'root')} only in ${right}`] : []),
  ];
  return html`<tr><th scope="row"><code>${bounded(left)}</code> <code>${bounded(right)}</code></th><td>${bounded(sides.join(', '))}</td><td class="last" data-label="Differ in">${counted(onlyLeft.length + onlyRight.length, 'root')}</td></tr>
`;
}

function staleRow(stale: StaleProcesses, now: number): Html {
  const { runtime, unit, path, pids, startedAt, changedAt } = stale;
  const what = unit === '' ? `process ${pids.join(', ')}` : unit;
  return html`<tr><th scope="row">${bounded(what)} <span>${runtime}</span></th><td>${counted(pids.length, 'process', 'processes')} started ${ago(startedAt, now)}, before <code>${bounded(path)}</code> changed. <span class="remedy">To do: restart ${unit === '' ? 'it' : bounded(unit)}.</span></td><td class="last" data-label="Changed">${ago(changedAt, now)}</td></tr>
`;
}

/** What this host trusts: what is wrong, and in a fold what each runtime loads, from where and why. Nothing before the first audit. */
export function* trustSection(report: TrustReport | undefined, all: boolean, now: number): Generator<Html> {
  if (report === undefined) return;
  const { unusable, grave, drifted, stale } = trustFaults(report);
  const words = [
    ...(unusable.length > 0 ? [`${counted(unusable.length, 'runtime')} can verify nobody`] : []),
    ...(grave.length > 0 ? [`${counted(grave.length, 'finding')} at high or above`] : []),
    ...(drifted.length > 0
      ? [counted(drifted.length, 'pair of bundles differs', 'pairs of bundles differ')]
      : []),
    ...(stale.length > 0 ? [`${count(stale.length)} to restart`] : []),
  ];
  yield html`<section aria-labelledby="trust"><h2 id="trust">Trusted roots: ${words.length === 0 ? 'nothing to do' : words.join(', ')}</h2>
<p class="extent">Audited ${ago(report.lookedAt, now)}, ${counted(report.bundles.length, 'bundle')}.</p>
`;
  const titles = ['Bundle', 'What is wrong', 'Level'] as const;
  yield* table({ caption: 'Findings about bundles', titles, rows: grave, row: findingRow }, all);
  yield* table(
    {
      caption: 'Bundles that differ',
      titles: ['Bundles', 'Drift', 'Differ in'],
      rows: drifted,
      row: driftRow,
    },
    all,
  );
  yield* table(
    {
      caption: 'Processes with the roots of before',
      titles: ['Restart', 'Why', 'Changed'],
      rows: stale,
      row: (each) => staleRow(each, now),
    },
    all,
  );
  const rows = [...unusable, ...report.runtimes.filter(({ usable }) => usable)];
  if (rows.length > 0) {
    yield html`<details class="succeeding"${unusable.length > 0 ? html` open` : undefined}><summary>What ${counted(rows.length, 'installation')} of runtimes load, from where and why</summary>
`;
    yield* table(
      { caption: 'Runtimes and their roots', titles: ['Runtime', 'From', 'Anchors'], rows, row: runtimeRow },
      all,
    );
    yield html`</details>
`;
  }
  yield html`</section>
`;
}
