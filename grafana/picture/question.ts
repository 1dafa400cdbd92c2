/** Times are Unix seconds, lengths seconds. */
export interface ShownTime {
  readonly from: number;
  readonly to: number;
}

/** What Prometheus has answered to a query of a panel. */
export interface Answer {
  readonly refId: string;
  /** A row for each series and a column for each label, or a frame for each series. */
  readonly isTable: boolean;
  /** Grafana's `legendFormat`. */
  readonly legend: string;
  /** Between two points; 0 where only now was asked for. */
  readonly step: number;
  readonly series: readonly AnsweredSeries[];
}

export interface AnsweredSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly (readonly [time: number, value: string])[];
}

/** An annotation that is switched on. */
export interface Mark {
  /** Unix seconds. */
  readonly time: number;
  /** A name of Grafana's colours. */
  readonly color: string;
}

/** All that the page draws. */
export interface Drawing {
  readonly dashboard: object;
  readonly time: ShownTime;
  /** Titles of the rows that are opened, besides those that are open. */
  readonly open: readonly string[];
  /** Titles of the rows that are drawn; all where it is missing. */
  readonly only?: readonly string[];
  /** By the id of the panel. */
  readonly answers: Readonly<Record<number, readonly Answer[]>>;
  readonly marks: readonly Mark[];
  /** In pixels. */
  readonly width: number;
}
