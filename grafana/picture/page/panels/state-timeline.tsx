import { type DisplayValue, dateTimeFormat, FieldType, getFieldDisplayName } from '@grafana/data';
import { LegendDisplayMode } from '@grafana/schema';
import { useTheme2, VizLegend } from '@grafana/ui';
import { Nothing } from './nothing.tsx';
import { type PanelProps, TIME_ZONE } from './panel-props.ts';

const AXIS = 24;
const LEGEND = 32;
const TICKS = 6;

/** Bands over time. Grafana's packages have none, so these are drawn plainly, with the theme's and the fields' colours. */
export function StateTimeline(props: PanelProps) {
  const { panel, frames, timeRange, width, height } = props;
  const theme = useTheme2();
  if (frames.length === 0) return <Nothing {...props} />;
  const bands = frames.flatMap((frame) => {
    const value = frame.fields.find(({ type }) => type === FieldType.number);
    const time = frame.fields.find(({ type }) => type === FieldType.time);
    if (value?.display === undefined || time === undefined) return [];
    const states = value.values.map((each) => value.display?.(each) ?? { text: '', color: '', numeric: 0 });
    return [
      {
        name: getFieldDisplayName(value, frame, frames),
        times: time.values,
        states,
        step: time.config.interval ?? 0,
      },
    ];
  });
  const shown = new Map(
    bands.flatMap(({ states }) => states.map(({ text, color }) => [text, color] as const)),
  );
  const from = timeRange.from.valueOf();
  const length = timeRange.to.valueOf() - from;
  const left = Math.min(width * 0.4, 8 + 6.4 * Math.max(...bands.map(({ name }) => name.length)));
  const x = (time: number): number => left + ((time - from) / length) * (width - left);
  const line = (height - AXIS - LEGEND) / bands.length;
  const thickness = line * panel.options.rowHeight;
  const text = { fill: theme.colors.text.primary, fontSize: 12 } as const;
  return (
    <div style={{ width, height }}>
      <svg width={width} height={height - LEGEND}>
        {bands.map(({ name, times, states, step }, index) => (
          <g key={name} transform={`translate(0 ${index * line + (line - thickness) / 2})`}>
            <text {...text} x={left - 8} y={thickness / 2 + 4} textAnchor="end">
              {name}
            </text>
            {runsOf(times, states, step).map(({ from, to, color }) => (
              <rect
                key={from}
                x={x(from)}
                width={Math.min(x(to), width) - x(from)}
                height={thickness}
                fill={color}
                fillOpacity={panel.fieldConfig.defaults.custom.fillOpacity / 100}
              />
            ))}
          </g>
        ))}
        {Array.from({ length: TICKS }, (_, index) => from + (length * (index + 0.5)) / TICKS).map((time) => (
          <text key={time} {...text} x={x(time)} y={height - LEGEND - 6} textAnchor="middle">
            {dateTimeFormat(Math.round(time / 3_600_000) * 3_600_000, {
              format: 'HH:mm',
              timeZone: TIME_ZONE,
            })}
          </text>
        ))}
      </svg>
      <VizLegend
        displayMode={LegendDisplayMode.List}
        placement="bottom"
        items={[...shown].map(([label, color]) => ({
          label,
          yAxis: 1,
          ...(color !== undefined && { color }),
        }))}
      />
    </div>
  );
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly color?: string;
}

/** Points that follow one another with one colour, as one: a gap stays a gap. */
function runsOf(times: readonly number[], states: readonly DisplayValue[], step: number): Run[] {
  const runs: Run[] = [];
  for (const [index, from] of times.entries()) {
    const color = states[index]?.color;
    const last = runs.at(-1);
    if (last?.color === color && last?.to === from) runs[runs.length - 1] = { ...last, to: from + step };
    else runs.push({ from, to: from + step, color });
  }
  return runs;
}
