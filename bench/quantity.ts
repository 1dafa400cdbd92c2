import type { Spread } from './statistics.ts';

/** What a number counts. `MB` are 10^6 bytes. */
export type Unit = 'ms' | 'MB' | 'bytes' | 'per second' | 'per minute' | 'calls' | '%';

/** A number as a person reads it, with its unit. */
export function quantity(value: number, unit: Unit): string {
  return `${numeral(value, unit)} ${unit}`;
}

/** The median, and the ends in brackets where there was more than one measurement. */
export function spreadText({ median, minimum, maximum, count }: Spread, unit: Unit): string {
  const text = quantity(median, unit);
  return count === 1 ? text : `${text} (${numeral(minimum, unit)}–${numeral(maximum, unit)})`;
}

/** Whole numbers for what is counted; else as many digits as a measurement is good for. */
function numeral(value: number, unit: Unit): string {
  const counted = unit === 'bytes' || unit === 'calls' || unit.startsWith('per ');
  const digits = counted || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
