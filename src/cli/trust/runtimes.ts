import type { RuntimeTrust } from '../../model/trust.ts';
import { visible } from '../../model/visible.ts';
import { displayWidth } from '../check/display-width.ts';
import { BAD, BOLD, GOOD, type Paint } from '../probe/paint.ts';

const TITLES = ['RUNTIME', 'INSTALLATION', 'ANCHORS', 'RULE', 'WHERE'];
const GAP = '  ';

/** A line for each installation of each runtime: how many anchors it can load, by which rule, and from where. */
export function runtimeLines(runtimes: readonly RuntimeTrust[], paint: Paint): string[] {
  if (runtimes.length === 0) return [];
  const rows = runtimes.map(({ runtime, installation, anchors, rule, locations }) => [
    runtime,
    visible(installation),
    String(anchors),
    rule,
    locations.length === 0 ? 'built in' : locations.map(({ path }) => visible(path)).join(', '),
  ]);
  const widths = TITLES.map((title, column) =>
    rows.reduce((widest, row) => Math.max(widest, displayWidth(row[column] ?? '')), title.length),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === cells.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell)),
      )
      .join(GAP);
  return [
    paint(line(TITLES), BOLD),
    ...rows.flatMap((row, index) => {
      const { usable = false, detail = '' } = runtimes[index] ?? {};
      const remark = detail === '' ? [] : [`  ${usable ? '' : paint('FAILS  ', BAD)}${visible(detail)}`];
      return [paint(line(row), usable ? GOOD : BAD), ...remark];
    }),
  ];
}
