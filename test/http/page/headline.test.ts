import { expect, it } from 'vitest';
import type { Counts } from '../../../src/http/page/counts.ts';
import { headlineOf, type Whole } from '../../../src/http/page/headline.ts';

const leafs = (leaf: number): Counts['fine'] => ({ leaf, intermediate: 0, root: 0 });

const whole = (numbers: Partial<Record<keyof Counts, number>>, rest: Partial<Whole> = {}): Whole => ({
  counts: {
    expired: leafs(numbers.expired ?? 0),
    critical: leafs(numbers.critical ?? 0),
    warning: leafs(numbers.warning ?? 0),
    not_yet_valid: leafs(numbers.not_yet_valid ?? 0),
    fine: leafs(numbers.fine ?? 0),
  },
  problems: 0,
  conditions: ['up'],
  ...rest,
});

it.each([
  [
    whole({ expired: 2, critical: 3, fine: 140 }, { problems: 1 }),
    'bad',
    '2 expired, 3 expire within 7 days, 140 fine; 1 problem',
  ],
  [whole({ critical: 1 }), 'bad', '1 expires within 7 days'],
  [whole({ warning: 2, not_yet_valid: 1 }), 'attention', '2 due for renewal, 1 not valid yet'],
  [whole({ fine: 1400 }), 'good', 'All 1,400 certificates are fine'],
  [whole({ fine: 1 }), 'good', 'The certificate is fine'],
  [
    whole({ fine: 1 }, { graveTrust: 3, criticalTrust: 1 }),
    'bad',
    'The certificate is fine; 3 faults of trusted roots',
  ],
  [whole({ fine: 1 }, { graveTrust: 1 }), 'attention', 'The certificate is fine; 1 fault of trusted roots'],
  [
    whole({ fine: 1 }, { rotations: ['good', 'never', 'failing', 'overdue', 'overdue'] }),
    'bad',
    'The certificate is fine; 1 rotation did not succeed; 2 rotations overdue',
  ],
  [
    whole({ fine: 1 }, { rotations: ['overdue'] }),
    'attention',
    'The certificate is fine; 1 rotation overdue',
  ],
  [whole({ fine: 1 }, { rotations: ['never', 'good'] }), 'good', 'The certificate is fine'],
  [whole({ fine: 4 }, { problems: 2 }), 'attention', 'All 4 certificates are fine; 2 problems'],
  [whole({ fine: 4 }, { conditions: ['up', 'down'] }), 'bad', 'All 4 certificates are fine; 1 source down'],
  [
    whole({ fine: 4 }, { conditions: ['late', 'late'] }),
    'bad',
    'All 4 certificates are fine; 2 sources late',
  ],
  [
    whole({ fine: 4 }, { expiredLists: 1 }),
    'bad',
    'All 4 certificates are fine; 1 revocation list has expired',
  ],
  [whole({}), 'attention', 'No certificates found'],
  [whole({}, { conditions: ['waiting'] }), 'waiting', 'First collection still running'],
  [
    whole({ fine: 4 }, { conditions: ['up', 'waiting'] }),
    'waiting',
    '4 fine; first collection still running',
  ],
  [whole({ expired: 1 }, { conditions: ['waiting'] }), 'bad', '1 expired; first collection still running'],
])('case %#: %s', (everything, level, words) => {
  expect(headlineOf(everything)).toEqual({ level, words });
});

it('calls for somebody when a handshake fails', () => {
  expect(headlineOf(whole({ fine: 3 }, { failingHandshakes: 2 }))).toEqual({
    level: 'bad',
    words: 'All 3 certificates are fine; 2 handshakes fail',
  });
  expect(headlineOf(whole({ fine: 3 }, { failingHandshakes: 0 })).level).toBe('good');
});

it('asks for attention where a server shows another certificate than the stored one', () => {
  expect(headlineOf(whole({ fine: 3 }, { outdatedTargets: 1 }))).toEqual({
    level: 'attention',
    words: 'All 3 certificates are fine; 1 target serves another certificate than the stored one',
  });
  expect(headlineOf(whole({ fine: 3 }, { outdatedTargets: 2 })).words).toContain(
    '2 targets serve another certificate than those stored',
  );
});

it.each([
  [
    { fine: 142 },
    { calm: 4, calmExpired: 4 },
    'good',
    '142 certificates are fine; 4 roots of the distribution have expired',
  ],
  [
    { fine: 1 },
    { calm: 1, calmExpired: 1 },
    'good',
    '1 certificate is fine; 1 root of the distribution has expired',
  ],
  [
    { fine: 2 },
    { calm: 2, calmExpired: 1 },
    'good',
    '2 certificates are fine; 2 roots of the distribution have expired or will soon',
  ],
  [{ fine: 2 }, { calm: 2 }, 'good', '2 certificates are fine; 2 roots of the distribution will expire soon'],
  [{ fine: 2 }, { warning: 1 }, 'attention', '2 certificates are fine; 1 trusted root has expired'],
  [
    { fine: 2 },
    { warning: 2, calm: 1, calmExpired: 1 },
    'attention',
    '2 certificates are fine; 2 trusted roots have expired; 1 root of the distribution has expired',
  ],
  [{ expired: 1 }, { calm: 1, calmExpired: 1 }, 'bad', '1 expired; 1 root of the distribution has expired'],
  [{}, { calm: 3, calmExpired: 3 }, 'good', '3 roots of the distribution have expired'],
  [{}, { warning: 3 }, 'attention', '3 trusted roots have expired'],
] as const)('of %j, with roots set apart %j: %s', (numbers, roots, level, words) => {
  const all = { warning: 0, calm: 0, calmExpired: 0, ...roots };
  expect(headlineOf(whole(numbers, { roots: all }))).toEqual({ level, words });
});

it('goes on to say that it is waiting where it knows of such roots alone', () => {
  const roots = { warning: 0, calm: 1, calmExpired: 1 };
  expect(headlineOf(whole({}, { roots, conditions: ['waiting'] }))).toEqual({
    level: 'waiting',
    words: '1 root of the distribution has expired; first collection still running',
  });
});
