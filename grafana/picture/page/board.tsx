import type { DataFrame, TimeRange } from '@grafana/data';
import { Icon, PanelChrome, useTheme2 } from '@grafana/ui';
import type { Mark } from '../question.ts';
import { COLUMNS, GAP, LINE, type Placed } from './lay-out.ts';
import { INSIDE } from './panels/inside.ts';
import type { PanelProps } from './panels/panel-props.ts';

interface BoardProps {
  readonly placed: readonly Placed[];
  readonly frames: ReadonlyMap<number, DataFrame[]>;
  readonly timeRange: TimeRange;
  readonly marks: readonly Mark[];
  readonly width: number;
}

/** The panels where Grafana's grid would put them. */
export function Board({ placed, frames, timeRange, marks, width }: BoardProps) {
  const column = (width - GAP * (COLUMNS - 1)) / COLUMNS;
  const lines = Math.max(...placed.map(({ gridPos }) => gridPos.y + gridPos.h));
  return (
    <div style={{ position: 'relative', width, height: lines * (LINE + GAP) - GAP }}>
      {placed.map(({ panel, gridPos: { x, y, w, h }, isOpen }) => {
        const [left, top] = [x * (column + GAP), y * (LINE + GAP)];
        const size = { width: w * (column + GAP) - GAP, height: h * (LINE + GAP) - GAP };
        return (
          <div key={panel.id} style={{ position: 'absolute', left, top, ...size }}>
            {panel.type === 'row' ? (
              <Heading title={panel.title} isOpen={isOpen} panels={panel.panels?.length ?? 0} />
            ) : (
              <Chrome {...{ panel, timeRange, marks, ...size }} frames={frames.get(panel.id) ?? []} />
            )}
          </div>
        );
      })}
    </div>
  );
}

function Chrome({ width, height, ...inside }: PanelProps) {
  const { panel } = inside;
  const Inside = INSIDE[panel.type as keyof typeof INSIDE];
  return (
    <PanelChrome
      title={panel.title}
      description={panel.description ?? ''}
      width={width}
      height={height}
      padding={panel.type === 'table' ? 'none' : 'md'}
      titleItems={panel.links?.length ? <Icon name="external-link-alt" size="sm" /> : undefined}
    >
      {(innerWidth, innerHeight) => <Inside {...inside} width={innerWidth} height={innerHeight} />}
    </PanelChrome>
  );
}

function Heading({ title, isOpen, panels }: { title: string; isOpen: boolean; panels: number }) {
  const theme = useTheme2();
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 8, height: LINE }}>
      <Icon name={isOpen ? 'angle-down' : 'angle-right'} size="lg" />
      <span style={{ fontSize: theme.typography.h5.fontSize, fontWeight: theme.typography.fontWeightMedium }}>
        {title}
      </span>
      {!isOpen && <span style={{ color: theme.colors.text.secondary }}>({panels} panels)</span>}
    </div>
  );
}
