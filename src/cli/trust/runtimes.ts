import type { RuntimeTrust } from '../../model/trust.ts';
import { visible } from '../../model/visible.ts';
import { BAD, BOLD, GOOD, type Paint } from '../probe/paint.ts';
import { tableLines } from './table-lines.ts';

const TITLES = ['RUNTIME', 'INSTALLATION', 'ANCHORS', 'RULE', 'WHERE'];

/** A line for each installation of each runtime: how many anchors it can load, by which rule, and from where. */
export function runtimeLines(runtimes: readonly RuntimeTrust[], paint: Paint): string[] {
  if (runtimes.length === 0) return [];
  const rows = runtimes.map(({ runtime, installation, anchors, rule, locations }) => [
    runtime,
    visible(installation),
    String(anchors ?? '?'),
    rule,
    locations.length === 0 ? 'built in' : locations.map(({ path }) => visible(path)).join(', '),
  ]);
  const [head = '', ...lines] = tableLines(TITLES, rows);
  return [
    paint(head, BOLD),
    ...lines.flatMap((line, index) => {
      const { usable = false, detail = '' } = runtimes[index] ?? {};
      const remark = detail === '' ? [] : [`  ${usable ? '' : paint('FAILS  ', BAD)}${visible(detail)}`];
      return [paint(line, usable ? GOOD : BAD), ...remark];
    }),
  ];
}
