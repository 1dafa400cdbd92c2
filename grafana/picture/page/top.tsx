import { Icon, InlineLabel, ToolbarButton, useTheme2 } from '@grafana/ui';
import type { Dashboard } from './classic.ts';

/** The line above the panels: what is chosen of each variable, what marks are switched on, the time that is shown. */
export function Top({ dashboard, shown }: { readonly dashboard: Dashboard; readonly shown: string }) {
  const theme = useTheme2();
  const chosen = (text: string | readonly string[] | undefined): string =>
    text === undefined ? 'Prometheus' : [text].flat().join(' + ');
  return (
    <>
      <div style={{ display: 'flex', alignItems: 'center', gap: 8, padding: '4px 0 12px' }}>
        <span style={{ color: theme.colors.text.secondary }}>Dashboards</span>
        <Icon name="angle-right" />
        <span>{dashboard.title}</span>
        <span style={{ flex: 1 }} />
        <ToolbarButton icon="clock-nine" isOpen={false} variant="canvas">
          {shown}
        </ToolbarButton>
        <ToolbarButton icon="sync" variant="canvas">
          1m
        </ToolbarButton>
      </div>
      <div style={{ display: 'flex', alignItems: 'center', gap: 8, paddingBottom: 8 }}>
        {dashboard.templating.list.map(({ name, label, current }) => (
          <div key={name} style={{ display: 'flex' }}>
            <InlineLabel width="auto">{label}</InlineLabel>
            <ToolbarButton isOpen={false} variant="canvas">
              {chosen(current?.text)}
            </ToolbarButton>
          </div>
        ))}
        <span style={{ flex: 1 }} />
        {dashboard.links.map(({ title }) => (
          <ToolbarButton key={title} icon="file-alt" variant="canvas">
            {title}
          </ToolbarButton>
        ))}
      </div>
    </>
  );
}
