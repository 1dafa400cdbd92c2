import { TableNG } from '@grafana/ui/unstable';
import { Nothing } from './nothing.tsx';
import type { PanelProps } from './panel-props.ts';

/** Grafana's own table. */
export function Table(props: PanelProps) {
  const { panel, frames, timeRange, width, height } = props;
  const frame = frames[0];
  if (frame === undefined || frame.fields.length === 0) return <Nothing {...props} />;
  return (
    <TableNG
      data={frame}
      width={width}
      height={height}
      noHeader={!panel.options.showHeader}
      showTypeIcons={panel.options.showTypeIcons}
      resizable
      sortBy={panel.options.sortBy}
      cellHeight={panel.options.cellHeight}
      timeRange={timeRange}
      fieldConfig={panel.fieldConfig}
      enableVirtualization={false}
      {...(panel.fieldConfig.defaults.noValue !== undefined && {
        noValue: panel.fieldConfig.defaults.noValue,
      })}
    />
  );
}
