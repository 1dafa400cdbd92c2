import { FieldType, formattedValueToString } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import { Nothing } from './nothing.tsx';
import type { PanelProps } from './panel-props.ts';

const LEFT = 40;
const BOTTOM = 38;
const TOP = 16;

/** Columns. Grafana's packages have none, so these are drawn plainly, with the theme's and the fields' colours. */
export function Columns(props: PanelProps) {
  const { panel, frames, width, height } = props;
  const theme = useTheme2();
  const fields = frames[0]?.fields ?? [];
  const names = fields.find(({ type }) => type === FieldType.string);
  const values = fields.find(({ type }) => type === FieldType.number);
  if (names === undefined || values?.display === undefined) return <Nothing {...props} />;
  const { display } = values;
  const most = Math.max(1, ...values.values.map(Number));
  const gap = [1, 2, 5, 10, 20, 50, 100, 500].find((each) => most / each <= 6) ?? 1000;
  const top = Math.ceil(most / gap) * gap;
  const plot = { width: width - LEFT, height: height - BOTTOM - TOP };
  const slot = plot.width / values.values.length;
  const y = (value: number): number => TOP + plot.height * (1 - value / top);
  const text = { fill: theme.colors.text.primary, fontSize: 12, textAnchor: 'middle' } as const;
  return (
    <svg width={width} height={height}>
      {Array.from({ length: top / gap + 1 }, (_, index) => index * gap).map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={width} y1={y(tick)} y2={y(tick)} stroke={theme.colors.border.weak} />
          <text {...text} textAnchor="end" x={LEFT - 8} y={y(tick) + 4}>
            {formattedValueToString(display(tick))}
          </text>
        </g>
      ))}
      {values.values.map((value: number, index) => {
        const shown = display(value);
        const centre = LEFT + (index + 0.5) * slot;
        return (
          <g key={names.values[index]}>
            <rect
              x={centre - slot * 0.4}
              width={slot * 0.8}
              y={y(value)}
              height={plot.height + TOP - y(value)}
              fill={shown.color}
              fillOpacity={panel.fieldConfig.defaults.custom.fillOpacity / 100}
              stroke={shown.color}
            />
            <text {...text} fill={shown.color} x={centre} y={y(value) - 4}>
              {formattedValueToString(shown)}
            </text>
            <text {...text} x={centre} y={height - BOTTOM + 16}>
              {names.values[index]}
            </text>
          </g>
        );
      })}
      <text {...text} x={LEFT + plot.width / 2} y={height - 4}>
        {panel.options.xField}
      </text>
    </svg>
  );
}
