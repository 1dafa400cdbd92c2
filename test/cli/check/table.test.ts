import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/cli/check/display-width.ts';
import { judge } from '../../../src/cli/check/judge.ts';
import { checkTable } from '../../../src/cli/check/table.ts';
import { foundAt, foundList, inventoryOf, sourceState } from '../../support/inventory.ts';

const NOW = 1_800_000_000;
const DAY = 86_400;
const QUESTION = {
  now: NOW,
  within: 7 * DAY,
  roles: new Set(['leaf'] as const),
  accepted: new Set<string>(),
};
const LONG_PATH = `/etc/${'deep/'.repeat(30)}server.crt`;

const result = judge(
  inventoryOf(
    sourceState({
      certificates: [
        foundAt('/a.crt', { notAfter: NOW - 3 * DAY, subject: 'CN=old' }),
        foundAt(LONG_PATH, { notAfter: NOW + 90 * DAY, subject: `CN=${'very-long-name.'.repeat(10)}` }),
      ],
      problems: [{ location: { path: '/x\n/y' }, reason: 'io_error', detail: 'broken' }],
    }),
  ),
  QUESTION,
);
const lines = (width?: number, colour = false) =>
  checkTable(result, { now: NOW, width, colour }).trimEnd().split('\n');

describe('checkTable', () => {
  it('names columns and prints the soonest expiry first', () => {
    const [header, first] = lines();
    expect(header).toMatch(/^STATUS {3}EXPIRES +ON +ROLE {2}SUBJECT +PLACE$/);
    expect(first).toMatch(/^expired {2}3 days ago +2027-01-12 {2}leaf {2}CN=old +\/a\.crt$/);
  });

  it('shortens nothing where there is no terminal', () => {
    expect(lines()[2]).toContain(LONG_PATH);
  });

  it.each([80, 100, 120, 200])('fits a terminal of %d columns, and keeps the end of a path', (width) => {
    const [, , second = ''] = lines(width);
    expect(displayWidth(second)).toBeLessThanOrEqual(width);
    expect(second).toMatch(/…[^ ]*server\.crt$/);
  });

  it('shows no colour unless asked for', () => {
    expect(lines().join('')).not.toContain('\u001b');
    expect(lines(undefined, true)[1]).toContain('\u001b[1;31mexpired\u001b[0m');
  });

  it('prints problems below, and no line break that was in a name', () => {
    expect(lines().at(-1)).toBe('PROBLEM  io_error  /x\\n/y  broken (source test)');
  });

  it('cannot be made to move the cursor by a subject', () => {
    const evil = judge(
      inventoryOf(sourceState({ certificates: [foundAt('/e', { subject: 'CN=\u001b[2J\u202egnp' })] })),
      QUESTION,
    );
    expect(checkTable(evil, { now: NOW, width: undefined, colour: false })).toContain(
      'CN=\\u001b[2J\\u202egnp',
    );
  });

  it('shows revocation lists among the certificates, by their nextUpdate', () => {
    const state = sourceState({
      certificates: [foundAt('/a.crt', { notAfter: NOW + 90 * DAY })],
      revocationLists: [
        foundList('/never.crl', { nextUpdate: undefined }),
        foundList('/old.crl', { nextUpdate: NOW - 2 * DAY }),
      ],
    });
    const all = judge(inventoryOf(state), { ...QUESTION, roles: new Set(['leaf', 'crl']) });
    const [, ...rows] = checkTable(all, { now: NOW, width: undefined, colour: false }).trimEnd().split('\n');
    expect(rows).toEqual([
      expect.stringMatching(/^expired +2 days ago +2027-01-13 +crl +CN=ca\.example\.com +\/old\.crl$/),
      expect.stringMatching(/^ok +.* +leaf .*\/a\.crt$/),
      expect.stringMatching(/^ok +not said +crl +CN=ca\.example\.com +\/never\.crl$/),
    ]);
  });
});
