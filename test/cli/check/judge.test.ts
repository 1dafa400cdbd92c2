import { describe, expect, it } from 'vitest';
import { type CheckQuestion, judge } from '../../../src/cli/check/judge.ts';
import { foundAt, foundList, inventoryOf, sourceState } from '../../support/inventory.ts';

const NOW = 1_800_000_000;
const DAY = 86_400;
const QUESTION: CheckQuestion = {
  now: NOW,
  within: 7 * DAY,
  roles: new Set(['leaf', 'intermediate', 'root']),
  accepted: new Set(),
};

const one = (notAfter: number, more = {}) =>
  inventoryOf(sourceState({ certificates: [foundAt('/a.crt', { notAfter, ...more })] }));

describe('judge', () => {
  it.each([
    ['a second ago', NOW - 1, 'expired', false],
    ['now', NOW, 'expiring', false],
    ['at the end of the window', NOW + 7 * DAY, 'expiring', false],
    ['a second later', NOW + 7 * DAY + 1, 'ok', true],
  ])('expiry %s', (_, notAfter, status, fine) => {
    const result = judge(one(notAfter), QUESTION);
    expect(result.certificates[0]?.status).toBe(status);
    expect(result.fine).toBe(fine);
  });

  it('tells what is not yet valid, without calling it a failure', () => {
    const result = judge(one(NOW + 900 * DAY, { notBefore: NOW + DAY }), QUESTION);
    expect(result).toMatchObject({ fine: true, certificates: [{ status: 'not_yet_valid' }] });
  });

  it('tolerates what is accepted', () => {
    const accepted = new Set(['ab'.repeat(32)]);
    expect(judge(one(NOW - DAY), { ...QUESTION, accepted })).toMatchObject({
      fine: true,
      certificates: [{ status: 'accepted' }],
    });
  });

  it('looks only at the roles asked for', () => {
    const result = judge(one(NOW - DAY, { role: 'root' }), { ...QUESTION, roles: new Set(['leaf']) });
    expect(result).toMatchObject({ fine: true, certificates: [] });
  });

  it('is not fine when something could not be read, or could not be listed', () => {
    const problem = { location: { path: '/x' }, reason: 'permission_denied', detail: 'no' } as const;
    const unread = judge(inventoryOf(sourceState({ source: 's', problems: [problem] })), QUESTION);
    expect(unread).toMatchObject({ fine: false, problems: [{ source: 's', reason: 'permission_denied' }] });
    const down = sourceState({ lastCollection: { up: false, timestamp: 1, duration: 1 } });
    expect(judge(inventoryOf(down), QUESTION).fine).toBe(false);
  });

  it('puts the soonest expiry first, then orders by place', () => {
    const certificates = [
      foundAt('/b', { notAfter: NOW + 50 * DAY }),
      foundAt('/c', { notAfter: NOW + 20 * DAY }),
      foundAt('/a', { notAfter: NOW + 50 * DAY }, 1),
      foundAt('/a', { notAfter: NOW + 50 * DAY }, 0),
    ];
    const result = judge(inventoryOf(sourceState({ certificates })), QUESTION);
    expect(result.certificates.map(({ location, index }) => [location.path, index])).toEqual([
      ['/c', 0],
      ['/a', 0],
      ['/a', 1],
      ['/b', 0],
    ]);
  });

  describe('of revocation lists', () => {
    const asked = { ...QUESTION, roles: new Set(['leaf', 'crl'] as const) };
    const lists = (...nextUpdates: (number | undefined)[]) =>
      inventoryOf(
        sourceState({
          revocationLists: nextUpdates.map((nextUpdate, index) =>
            foundList(`/${index}.crl`, { thisUpdate: NOW - 30 * DAY, nextUpdate }),
          ),
        }),
      );

    it('calls one whose nextUpdate has passed expired', () => {
      expect(judge(lists(NOW - 1), asked)).toMatchObject({
        fine: false,
        revocationLists: [{ source: 'test', status: 'expired' }],
      });
    });

    it('is fine with one that is replaced as usual, or that does not say when', () => {
      const result = judge(lists(undefined, NOW + 20 * DAY), asked);
      expect(result.fine).toBe(true);
      expect(result.revocationLists.map(({ location }) => location.path)).toEqual(['/1.crl', '/0.crl']);
    });

    it('tolerates what is accepted, and leaves out what is not asked for', () => {
      const accepted = new Set(['cd'.repeat(32)]);
      expect(judge(lists(NOW - 1), { ...asked, accepted })).toMatchObject({
        fine: true,
        revocationLists: [{ status: 'accepted' }],
      });
      expect(judge(lists(NOW - 1), QUESTION)).toMatchObject({ fine: true, revocationLists: [] });
    });
  });
});
