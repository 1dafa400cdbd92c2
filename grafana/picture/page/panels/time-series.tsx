import { TimeSeries as Graph } from '@grafana/ui';
import { Marks } from './marks.tsx';
import { Nothing } from './nothing.tsx';
import { type PanelProps, TIME_ZONE } from './panel-props.ts';

/** What Grafana's time series panel takes of a field for which the dashboard says nothing. */
const DEFAULTS = {
  drawStyle: 'line',
  lineInterpolation: 'linear',
  lineWidth: 1,
  fillOpacity: 0,
  gradientMode: 'none',
  pointSize: 5,
  showPoints: 'auto',
  axisPlacement: 'auto',
  barAlignment: 0,
  scaleDistribution: { type: 'linear' },
  stacking: { mode: 'none', group: 'A' },
};

/** Grafana's own graph. */
export function TimeSeries(props: PanelProps) {
  const { panel, frames, timeRange, marks, width, height } = props;
  if (frames.length === 0) return <Nothing {...props} />;
  for (const frame of frames) {
    for (const field of frame.fields) field.config.custom = { ...DEFAULTS, ...field.config.custom };
  }
  return (
    <Graph
      frames={frames}
      timeRange={timeRange}
      timeZone={TIME_ZONE}
      width={width}
      height={height}
      legend={panel.options.legend}
      options={panel.options}
    >
      {(builder) => <Marks builder={builder} marks={marks} />}
    </Graph>
  );
}
