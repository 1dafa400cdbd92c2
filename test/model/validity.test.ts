import { describe, expect, it } from 'vitest';
import {
  DAY,
  daysLeft,
  neverExpires,
  shareLeft,
  VALIDITY_STATUSES,
  validityStatus,
} from '../../src/model/validity.ts';
import fc from '../support/fast-check.ts';

const NOW = 1_800_000_000;
const left = (days: number, lifetime = 365) => ({
  notBefore: NOW + (days - lifetime) * DAY,
  notAfter: NOW + days * DAY,
});

describe('validityStatus', () => {
  it.each([
    ['long expired', left(-100), 'expired'],
    ['expired a second ago', { notBefore: 0, notAfter: NOW - 1 }, 'expired'],
    ['in its last second', { notBefore: 0, notAfter: NOW }, 'critical'],
    ['seven days left', left(7), 'critical'],
    ['a little more than seven days left', left(7.01), 'warning'],
    ['thirty days left of a year', left(30), 'warning'],
    ['a little more than thirty days left of a year', left(30.01), 'fine'],
    ['thirty days left of ninety', left(30, 90), 'fine'],
    ['a quarter left of ninety days', left(22.5, 90), 'warning'],
    ['not valid before tomorrow', { notBefore: NOW + DAY, notAfter: NOW + 90 * DAY }, 'not_yet_valid'],
    ['in its first second', { notBefore: NOW, notAfter: NOW + 90 * DAY }, 'fine'],
    ['expired before it was valid', { notBefore: NOW + DAY, notAfter: NOW - DAY }, 'expired'],
  ])('%s', (_, validity, status) => {
    expect(validityStatus(validity, NOW)).toBe(status);
  });

  it('takes another window than a week', () => {
    expect(validityStatus(left(20), NOW, 21 * DAY)).toBe('critical');
    expect(validityStatus(left(6), NOW, 0)).toBe('warning');
  });

  it('has a status of the list for every period', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.integer(), (notBefore, notAfter, now) => {
        expect(VALIDITY_STATUSES).toContain(validityStatus({ notBefore, notAfter }, now));
      }),
    );
  });
});

describe('daysLeft', () => {
  it('rounds down', () => {
    expect(daysLeft(left(2.9), NOW)).toBe(2);
    expect(daysLeft(left(0.5), NOW)).toBe(0);
  });

  it('is negative exactly when the certificate has expired', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (notAfter, now) => {
        const validity = { notBefore: -(2 ** 40), notAfter };
        expect(daysLeft(validity, now) < 0).toBe(validityStatus(validity, now) === 'expired');
      }),
    );
  });
});

describe('shareLeft', () => {
  it('is the rest of the lifetime', () => {
    expect(shareLeft(left(30, 120), NOW)).toBe(0.25);
  });

  it('is 0 after expiry, and for a period that ends before it begins', () => {
    expect(shareLeft(left(-1), NOW)).toBe(0);
    expect(shareLeft({ notBefore: NOW + DAY, notAfter: NOW - DAY }, NOW)).toBe(0);
  });

  it('is 1 before the period begins', () => {
    expect(shareLeft({ notBefore: NOW + DAY, notAfter: NOW + 2 * DAY }, NOW)).toBe(1);
  });

  it('is a share for every period', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.integer(), (notBefore, notAfter, now) => {
        const share = shareLeft({ notBefore, notAfter }, now);
        expect(share >= 0 && share <= 1).toBe(true);
      }),
    );
  });
});

it('neverExpires knows 99991231235959Z', () => {
  const end = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;
  expect(neverExpires({ notBefore: 0, notAfter: end })).toBe(true);
  expect(neverExpires({ notBefore: 0, notAfter: end - 1 })).toBe(false);
});
