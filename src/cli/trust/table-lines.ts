import { displayWidth } from '../check/display-width.ts';

const GAP = '  ';

/** The titles and the rows of a table, one line each, with columns that stand below each other. */
export function tableLines(titles: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = titles.map((title, column) =>
    rows.reduce((widest, row) => Math.max(widest, displayWidth(row[column] ?? '')), title.length),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === cells.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell)),
      )
      .join(GAP);
  return [titles, ...rows].map(line);
}
