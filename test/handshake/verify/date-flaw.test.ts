import { expect, it } from 'vitest';
import { dateFlaw } from '../../../src/handshake/verify/date-flaw.ts';

const DAY = 86_400;
const validity = { notBefore: 1_900_000_000, notAfter: 1_900_000_000 + 90 * DAY };
const at = (now: number) => dateFlaw('The certificate', validity, now);

it('counts both ends in', () => {
  expect([at(validity.notBefore), at(validity.notAfter)]).toEqual([undefined, undefined]);
  expect(at(validity.notBefore - 1)?.reason).toBe('not_yet_valid');
  expect(at(validity.notAfter + 1)?.reason).toBe('expired');
});

it('says when, and how far that is', () => {
  expect(at(validity.notAfter + 3 * DAY)?.detail).toBe('The certificate expired on 2030-06-15 (3 days ago).');
  expect(at(validity.notBefore - 3 * DAY)?.detail).toBe(
    'The certificate is not valid until 2030-03-17 (in 3 days).',
  );
});
