import type { DataTransformerConfig, FieldConfigSource } from '@grafana/data';
import type { PanelType } from '../known.ts';

/** A panel in Grafana's classic form. */
export interface Panel {
  readonly id: number;
  readonly type: PanelType;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: GridPosition;
  readonly links?: readonly object[];
  readonly collapsed?: boolean;
  readonly panels?: readonly Panel[];
  readonly transformations?: readonly DataTransformerConfig[];
  readonly fieldConfig: FieldConfigSource;
  // oxlint-disable-next-line typescript/no-explicit-any -- each type of panel has its own.
  readonly options: any;
}

/** In columns of 24 and in lines. */
export interface GridPosition {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Dashboard {
  readonly title: string;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly Variable[] };
  readonly annotations: { readonly list: readonly { readonly name: string; readonly enable: boolean }[] };
  readonly links: readonly { readonly title: string }[];
}

export interface Variable {
  readonly name: string;
  readonly label: string;
  readonly current?: { readonly text: string | readonly string[] };
}
