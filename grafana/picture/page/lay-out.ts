import type { GridPosition, Panel } from './classic.ts';

/** Of Grafana's grid, in pixels. */
export const LINE = 30;
export const GAP = 8;
export const COLUMNS = 24;

/** A panel or a row's heading with where it stands. */
export interface Placed {
  readonly panel: Panel;
  readonly gridPos: GridPosition;
  readonly isOpen: boolean;
}

/**
 * The panels of the rows that are drawn, as they stand after some rows were opened: what is below moves down.
 * @param open titles of collapsed rows
 * @param only titles of rows; all where it is missing
 */
export function layOut(
  panels: readonly Panel[],
  open: readonly string[],
  only?: readonly string[],
): Placed[] {
  const placed: Placed[] = [];
  let line = 0;
  for (const { heading, inside } of rowsOf(panels)) {
    if (only !== undefined && !only.includes(heading.title)) continue;
    const isOpen = !heading.collapsed || open.includes(heading.title);
    placed.push({ panel: heading, gridPos: { x: 0, y: line, w: COLUMNS, h: 1 }, isOpen });
    line += 1;
    if (!isOpen) continue;
    const first = Math.min(...inside.map(({ gridPos }) => gridPos.y));
    for (const panel of inside) {
      placed.push({ panel, gridPos: { ...panel.gridPos, y: panel.gridPos.y - first + line }, isOpen });
    }
    line += Math.max(...inside.map(({ gridPos }) => gridPos.y + gridPos.h)) - first;
  }
  return placed;
}

function rowsOf(panels: readonly Panel[]): { heading: Panel; inside: Panel[] }[] {
  const rows: { heading: Panel; inside: Panel[] }[] = [];
  for (const panel of panels) {
    if (panel.type === 'row') rows.push({ heading: panel, inside: [...(panel.panels ?? [])] });
    else rows.at(-1)?.inside.push(panel);
  }
  return rows;
}
