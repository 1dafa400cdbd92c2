import { createTheme, type DataFrame, dateTime, ThemeContext, type TimeRange } from '@grafana/data';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import { createRoot } from 'react-dom/client';
import type { Drawing } from '../question.ts';
import { Board } from './board.tsx';
import type { Dashboard } from './classic.ts';
import { prepare } from './field-config.ts';
import { framesOf } from './frames.ts';
import { layOut } from './lay-out.ts';
import { Top } from './top.tsx';

declare global {
  interface Window {
    drawing: Drawing;
  }
}

const { dashboard: given, time, open, only, answers, marks, width } = window.drawing;
const dashboard = given as Dashboard;
const theme = createTheme({ colors: { mode: 'dark' } });
const colored = marks.map(({ time, color }) => ({ time, color: theme.visualization.getColorByName(color) }));
const from = dateTime(time.from * 1000);
const to = dateTime(time.to * 1000);
const timeRange: TimeRange = { from, to, raw: { from: 'now-24h', to: 'now' } };

const placed = layOut(dashboard.panels, open, only);
const frames = new Map<number, DataFrame[]>();
for (const { panel } of placed) {
  if (panel.type === 'row') continue;
  frames.set(panel.id, await prepare(panel, framesOf(answers[panel.id] ?? []), theme));
}

const element = document.createElement('div');
document.body.append(element);
createRoot(element).render(
  <ThemeContext.Provider value={theme}>
    <GlobalStyles />
    <main style={{ width, padding: '12px 16px 16px', background: theme.colors.background.canvas }}>
      {(only === undefined || only.includes('Health')) && <Top dashboard={dashboard} shown="Last 24 hours" />}
      <Board placed={placed} frames={frames} timeRange={timeRange} marks={colored} width={width - 32} />
    </main>
    <PortalContainer />
  </ThemeContext.Provider>,
);
