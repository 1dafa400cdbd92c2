import { expect, it } from 'vitest';
import { type CheckKind, judge } from '../../../src/cli/check/judge.ts';
import { summary } from '../../../src/cli/check/summary.ts';
import { foundAt, foundList, inventoryOf, sourceState } from '../../support/inventory.ts';

const DAY = 86_400;
const NOW = 1_800_000_000;
const KINDS = new Set<CheckKind>(['leaf', 'root']);
const judged = (...notAfter: number[]) =>
  judge(inventoryOf(sourceState({ certificates: notAfter.map((end) => foundAt('/a', { notAfter: end })) })), {
    now: NOW,
    within: 7 * DAY,
    roles: KINDS,
    accepted: new Set(),
  });

it.each([
  [[], '0 certificates\n'],
  [[NOW + 90 * DAY], '1 certificate: 1 ok\n'],
  [[NOW - 1, NOW + 1, NOW + 90 * DAY], '3 certificates: 1 expired, 1 expiring within 7d, 1 ok\n'],
])('of certificates that end at %j', (ends, text) => {
  expect(summary(judged(...ends), 7 * DAY, KINDS)).toBe(text);
});

it('counts problems', () => {
  const problems = [{ location: { path: '/x' }, reason: 'io_error', detail: 'broken' }] as const;
  const result = { ...judged(), problems: problems.map((problem) => ({ ...problem, source: 's' })) };
  expect(summary(result, DAY, KINDS)).toBe('0 certificates; 1 problem\n');
});

it('counts problems that one stands for', () => {
  const problem = { location: {}, reason: 'malformed_pem', detail: 'more', source: 's', count: 999 } as const;
  expect(summary({ ...judged(), problems: [problem] }, DAY, KINDS)).toBe('0 certificates; 999 problems\n');
});

it('counts revocation lists apart', () => {
  const revocationLists = [
    foundList('/a', { nextUpdate: NOW - 1 }),
    foundList('/b', { nextUpdate: undefined }),
  ];
  const roles = new Set(['crl'] as const);
  const result = judge(inventoryOf(sourceState({ revocationLists })), {
    now: NOW,
    within: 7 * DAY,
    roles,
    accepted: new Set(),
  });
  expect(summary(result, 7 * DAY, roles)).toBe('0 certificates; 2 revocation lists: 1 expired, 1 ok\n');
});

it('ends with how much of what is wrong are only roots', () => {
  const certificates = [
    foundAt('/ca.pem', { notAfter: NOW - 1, role: 'root' }),
    foundAt('/www.pem', { notAfter: NOW + 90 * DAY }),
  ];
  const question = { now: NOW, within: 7 * DAY, roles: KINDS, accepted: new Set<string>() };
  const result = judge(inventoryOf(sourceState({ certificates })), question);
  expect(summary(result, 7 * DAY, KINDS)).toBe(
    '2 certificates: 1 expired, 1 ok; the one is only a root in a CA bundle (--roles leaf leaves it out)\n',
  );
});
