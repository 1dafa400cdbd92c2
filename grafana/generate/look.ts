import {
  FieldColorBuilder,
  FieldColorModeId,
  MappingType,
  type Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';

/** A colour from a value on; the first is from minus infinity on. */
export type Step = readonly [color: string, from?: number];

/** Nothing is good, anything is bad. */
export const NONE_IS_GOOD: readonly Step[] = [['green'], ['red', 1]];

/** Nothing is good, and what there is can wait until tomorrow. */
export const SOME_CAN_WAIT: readonly Step[] = [['green'], ['orange', 1]];

/** Days left: dark from the end on, then a week, then thirty days. */
export const DAYS_LEFT: readonly Step[] = [['dark-red'], ['red', 0], ['orange', 7], ['green', 30]];

/** Share of the lifetime that is left: automatic renewal is late below a quarter. */
export const SHARE_LEFT: readonly Step[] = [
  ['dark-red'],
  ['red', 0],
  ['orange', 0.1],
  ['yellow', 0.25],
  ['green', 1 / 3],
];

/** Share of the lifetime that is used, the same the other way round. */
export const SHARE_USED: readonly Step[] = [
  ['green'],
  ['yellow', 2 / 3],
  ['orange', 0.75],
  ['red', 0.9],
  ['dark-red', 1],
];

/** Where nothing is known: neither good nor bad. */
export const UNKNOWN = '#5f6570';

/** Of neither kind. */
export const PLAIN: readonly Step[] = [['blue']];

/** Coloured by thresholds, or a colour for each series. Said, because kinds of panels differ in what they take it to be. */
export const BY_THRESHOLDS = new FieldColorBuilder().mode(FieldColorModeId.Thresholds);
export const BY_SERIES = new FieldColorBuilder().mode(FieldColorModeId.PaletteClassic);

export function thresholds(steps: readonly Step[]): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(stepsOf(steps));
}

/** The same for an override, which takes the plain object. */
export function stepsOf(steps: readonly Step[]): Threshold[] {
  return steps.map(([color, from]) => ({ color, value: from ?? null }));
}

/** Words and colours for 1 and 0. */
export function yesAndNo(yes: string, no: string, noColor = 'red'): ValueMapping[] {
  return [
    {
      type: MappingType.ValueToText,
      options: { '1': { text: yes, color: 'green', index: 0 }, '0': { text: no, color: noColor, index: 1 } },
    },
  ];
}
