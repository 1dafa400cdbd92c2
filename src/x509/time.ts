import { TAG } from './der-reader.ts';

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/**
 * The Unix seconds of a UTCTime's or a GeneralizedTime's contents (X.680, 46 and 47; RFC 5280, 4.1.2.5). Negative
 * before 1970. Besides the one form that DER allows, `…SSZ`, it reads what BER allows: no seconds, a fraction (which
 * is cut off), an offset in place of `Z`. A local time without either is nobody's time.
 * @returns undefined where the contents are no time, or no time that the calendar knows.
 */
export function readTime(bytes: Buffer, tag: number, start: number, end: number): number | undefined {
  let year = digits(bytes, start, end, 2);
  let position = start + 2;
  if (tag === TAG.generalizedTime) {
    year = year * 100 + digits(bytes, position, end, 2);
    position += 2;
  } else if (tag === TAG.utcTime) {
    year += year >= 50 ? 1900 : 2000;
  } else {
    return undefined;
  }
  const month = digits(bytes, position, end, 2);
  const day = digits(bytes, position + 2, end, 2);
  const hour = digits(bytes, position + 4, end, 2);
  const minute = digits(bytes, position + 6, end, 2);
  position += 8;
  let second = 0;
  if (isDigit(bytes, position, end)) {
    second = digits(bytes, position, end, 2);
    position += 2;
    if (tag === TAG.generalizedTime) {
      position = afterFraction(bytes, position, end);
    }
  }
  // Every comparison with NaN is false, and whatever is added to NaN stays NaN: a digit that is none ends here.
  const valid = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  const days = valid ? daysSinceEpoch(year, month, day) : Number.NaN;
  const seconds = (days * 24 + hour) * 3600 + minute * 60 + second - readOffset(bytes, position, end);
  return hour <= 23 && minute <= 59 && second <= 59 && !Number.isNaN(seconds) ? seconds : undefined;
}

function isDigit(bytes: Buffer, position: number, end: number): boolean {
  return position < end && (bytes[position] as number) >= 0x30 && (bytes[position] as number) <= 0x39;
}

/** The number that `count` digits spell; NaN where they are not digits, or not there. */
function digits(bytes: Buffer, start: number, end: number, count: number): number {
  let value = 0;
  for (let position = start; position < start + count; position++) {
    if (!isDigit(bytes, position, end)) {
      return Number.NaN;
    }
    value = value * 10 + (bytes[position] as number) - 0x30;
  }
  return value;
}

function afterFraction(bytes: Buffer, start: number, end: number): number {
  const separator = bytes[start];
  if (start >= end || (separator !== 0x2e && separator !== 0x2c) || !isDigit(bytes, start + 1, end)) {
    return start;
  }
  let position = start + 1;
  while (isDigit(bytes, position, end)) {
    position++;
  }
  return position;
}

/** Seconds east of UTC, for `Z`, `+hhmm` and `-hhmm` up to the end; NaN for everything else. */
function readOffset(bytes: Buffer, start: number, end: number): number {
  if (end - start === 1 && bytes[start] === 0x5a) {
    return 0;
  }
  const sign = bytes[start];
  if (end - start !== 5 || (sign !== 0x2b && sign !== 0x2d)) {
    return Number.NaN;
  }
  const hours = digits(bytes, start + 1, end, 2);
  const minutes = digits(bytes, start + 3, end, 2);
  return hours <= 23 && minutes <= 59 ? (sign === 0x2b ? 1 : -1) * (hours * 3600 + minutes * 60) : Number.NaN;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysInMonth(year: number, month: number): number {
  return month === 2
    ? isLeapYear(year)
      ? 29
      : 28
    : month === 4 || month === 6 || month === 9 || month === 11
      ? 30
      : 31;
}

/** Days from 1970-01-01 in the proleptic Gregorian calendar; `Date.UTC` takes the years 0 to 99 for 1900 to 1999. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const leapDay = month > 2 && isLeapYear(year) ? 1 : 0;
  return year * 365 + leapDays + (DAYS_BEFORE_MONTH[month - 1] as number) + leapDay + day - 719_528;
}
