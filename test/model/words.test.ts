import { describe, expect, it } from 'vitest';
import { DAY } from '../../src/model/validity.ts';
import { dateInWords, expiryInWords, momentInWords, rfc3339, spanInWords } from '../../src/model/words.ts';

const NOW = Date.UTC(2026, 10, 22) / 1000;
const HOUR = 3600;

describe('spanInWords', () => {
  it.each([
    [0, 'less than a minute'],
    [59, 'less than a minute'],
    [60, '1 minute'],
    [2 * HOUR - 1, '119 minutes'],
    [2 * HOUR, '2 hours'],
    [5.9 * HOUR, '5 hours'],
    [2 * DAY - 1, '47 hours'],
    [2 * DAY, '2 days'],
    [12.9 * DAY, '12 days'],
    [730 * DAY, '730 days'],
    [731 * DAY, '2 years'],
    [3650 * DAY, '9 years'],
  ])('%d s are %s', (seconds, words) => {
    expect(spanInWords(seconds)).toBe(words);
  });
});

it('momentInWords looks both ways', () => {
  expect(momentInWords(NOW + 12 * DAY, NOW)).toBe('in 12 days');
  expect(momentInWords(NOW - 3 * DAY, NOW)).toBe('3 days ago');
  expect(momentInWords(NOW, NOW)).toBe('in less than a minute');
});

describe('expiryInWords', () => {
  const before = NOW - 30 * DAY;

  it.each([
    [{ notBefore: before, notAfter: NOW + 12 * DAY }, 'in 12 days'],
    [{ notBefore: before, notAfter: NOW + 5 * HOUR }, 'in 5 hours'],
    [{ notBefore: before, notAfter: NOW - 3 * DAY }, 'expired 3 days ago'],
    [{ notBefore: NOW + 2 * DAY, notAfter: NOW + 90 * DAY }, 'not valid until 2026-11-24 (in 2 days)'],
    [{ notBefore: NOW + 2 * DAY, notAfter: NOW - DAY }, 'expired 24 hours ago'],
    [{ notBefore: before, notAfter: Date.UTC(9999, 11, 31, 23, 59, 59) / 1000 }, 'never'],
  ])('%o: %s', (validity, words) => {
    expect(expiryInWords(validity, NOW)).toBe(words);
  });
});

it('rfc3339 and dateInWords write any year of a certificate', () => {
  expect(rfc3339(NOW)).toBe('2026-11-22T00:00:00Z');
  expect(rfc3339(-1)).toBe('1969-12-31T23:59:59Z');
  expect(rfc3339(Date.UTC(9999, 11, 31, 23, 59, 59) / 1000)).toBe('9999-12-31T23:59:59Z');
  expect(dateInWords(-DAY)).toBe('1969-12-31');
});
