import type { ProcessTrust } from '../../model/trust-processes.ts';
import { visible } from '../../model/visible.ts';
import { rfc3339 } from '../../model/words.ts';
import { BOLD, type Paint } from '../probe/paint.ts';
import { tableLines } from './table-lines.ts';

const TITLES = ['STALE', 'RESTART', 'PROCESSES', 'STARTED', 'CHANGED', 'WHAT'];

/** All are in the JSON. */
const MOST_PIDS = 5;

/** Who still has the roots of before, and how many nobody may look at. Nothing where all is well. */
export function processLines(processes: ProcessTrust | undefined, paint: Paint): string[] {
  if (processes === undefined) return [];
  const { stale, hidden } = processes;
  const rows = stale.map(({ runtime, unit, path, pids, startedAt, changedAt }) => [
    runtime,
    unit === '' ? processesInWords(pids) : visible(unit),
    String(pids.length),
    minute(startedAt),
    minute(changedAt),
    visible(path),
  ]);
  const [head, ...lines] = rows.length === 0 ? [] : tableLines(TITLES, rows);
  const unseen =
    hidden === 0
      ? []
      : [
          `${hidden} process${hidden === 1 ? '' : 'es'} may not be looked at: stale ones among them are not told without root or CAP_SYS_PTRACE`,
        ];
  return [
    ...(head === undefined ? [] : [paint(head, BOLD)]),
    ...lines.map((line) => paint(line, '33')),
    ...unseen,
  ];
}

function processesInWords(pids: readonly number[]): string {
  const shown = pids.slice(0, MOST_PIDS).join(', ');
  return pids.length > MOST_PIDS ? `processes ${shown}, …` : `process${pids.length > 1 ? 'es' : ''} ${shown}`;
}

/** `2026-11-22 12:00Z`. */
function minute(moment: number): string {
  return rfc3339(moment)
    .replace('T', ' ')
    .replace(/:\d\dZ$/, 'Z');
}
