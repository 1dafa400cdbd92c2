import { useTheme2 } from '@grafana/ui';
import type { PanelProps } from './panel-props.ts';

/** What stands in a panel for which there is no data. */
export function Nothing({ panel, width, height }: PanelProps) {
  const theme = useTheme2();
  return (
    <div
      style={{
        width,
        height,
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'center',
        color: theme.colors.text.secondary,
        fontSize: theme.typography.size.lg,
      }}
    >
      {panel.fieldConfig.defaults.noValue ?? 'No data'}
    </div>
  );
}
