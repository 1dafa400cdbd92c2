/** Label names and values in the order in which they are printed; an undefined value leaves the label out. */
export type Labels = Readonly<Record<string, string | undefined>>;

export type MetricType = 'gauge' | 'counter' | 'histogram' | 'summary';

/** What every family says of itself. */
export interface FamilyDescription {
  /** The name in the text format; that of a counter ends in `_total`. */
  readonly name: string;
  readonly help: string;
  readonly type: MetricType;
  /** Every label that one of its series may have, in order. */
  readonly labels: readonly string[];
}

export interface Sample {
  readonly labels?: Labels;
  /** A value that is not finite is left out: not known is not 0. */
  readonly value: number;
  /** What follows the family's name in a histogram or summary: `_bucket`, `_sum`, `_count`. */
  readonly suffix?: string;
}

/** A family whose series are made anew for each scrape. For what is small. */
export interface Family<Input> extends FamilyDescription {
  samples(input: Input): Iterable<Sample>;
}

/**
 * A family with one series per item, whose text is kept. The series of gauges and counters look alike in every format;
 * the header of a counter does not.
 */
export interface ItemFamily<Item> extends FamilyDescription {
  readonly type: 'gauge' | 'counter';
  value(item: Item): number;
  /** The labels that it has besides those that all families of its subject share. */
  ownLabels?(item: Item): Labels;
}

/**
 * Families about the same items, for what is large: an item's shared labels are rendered once for all of them, and
 * the text is kept until `contents` is another object. A part is what changes together (a source).
 */
export interface ItemSubject<Part, Item> {
  readonly families: readonly ItemFamily<Item>[];
  /** Another object than before means that the text has to be made again. */
  contents(part: Part): object;
  items(part: Part): Iterable<Item>;
  sharedLabels(item: Item, part: Part): Labels;
}
