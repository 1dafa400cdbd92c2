import type { DataFrame, TimeRange } from '@grafana/data';
import type { Mark } from '../../question.ts';
import type { Panel } from '../classic.ts';

/** What the inside of a panel is drawn of; the frames are as Grafana would give them to it. */
export interface PanelProps {
  readonly panel: Panel;
  readonly frames: DataFrame[];
  readonly timeRange: TimeRange;
  readonly marks: readonly Mark[];
  readonly width: number;
  readonly height: number;
}

export const TIME_ZONE = 'utc';
