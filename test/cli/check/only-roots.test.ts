import { expect, it } from 'vitest';
import { type CheckKind, judge } from '../../../src/cli/check/judge.ts';
import { onlyRoots, onlyRootsInWords } from '../../../src/cli/check/only-roots.ts';
import type { Role } from '../../../src/model/certificate.ts';
import type { InventoryCertificate } from '../../../src/model/inventory.ts';
import type { Problem } from '../../../src/model/problem.ts';
import { foundAt, foundList, inventoryOf, sourceState } from '../../support/inventory.ts';

const DAY = 86_400;
const NOW = 1_800_000_000;
const ALL: readonly CheckKind[] = ['leaf', 'intermediate', 'root', 'crl'];

const at = (path: string, role: Role, days: number, index = 0): InventoryCertificate => ({
  ...foundAt(path, { role, notAfter: NOW + days * DAY }),
  index,
});

function said(
  content: Partial<Parameters<typeof sourceState>[0]>,
  kinds: readonly CheckKind[] = ALL,
  accepted: readonly string[] = [],
): string {
  const roles = new Set(kinds);
  const question = { now: NOW, within: 7 * DAY, roles, accepted: new Set(accepted) };
  return onlyRootsInWords(onlyRoots(judge(inventoryOf(sourceState(content)), question), roles));
}

const OLD = [at('/ca.pem', 'root', -900), at('/ca.pem', 'root', -1, 1), at('/ca.pem', 'root', 5, 2)];
const problem: Problem = { location: { path: '/x' }, reason: 'io_error', detail: 'broken' };

it('has nothing to say where no root is at fault, nor where nothing but roots was asked for', () => {
  expect(said({})).toBe('');
  expect(said({ certificates: [at('/a', 'leaf', -1), at('/b', 'root', 900)], problems: [problem] })).toBe('');
  expect(said({ certificates: OLD }, ['root'])).toBe('');
});

it('tells roots that have expired or will, and how to leave them out', () => {
  expect(said({ certificates: OLD })).toBe(
    'all 3 are only roots in CA bundles (--roles leaf,intermediate leaves them out)',
  );
  expect(said({ certificates: OLD.slice(0, 1) })).toBe(
    'the one is only a root in a CA bundle (--roles leaf,intermediate leaves it out)',
  );
});

it('tells them from everything else that is wrong', () => {
  const certificates = [...OLD, at('/www.pem', 'leaf', -1), at('/b.pem', 'intermediate', 2)];
  const problems: Problem[] = [problem, { ...problem, count: 9 }];
  expect(said({ certificates, problems })).toBe(
    '3 of these 15 are only roots in CA bundles (--roles leaf,intermediate leaves them out)',
  );
  expect(said({ certificates: [...OLD.slice(0, 1), at('/www.pem', 'leaf', -1)] })).toBe(
    '1 of these 2 is only a root in a CA bundle (--roles leaf,intermediate leaves it out)',
  );
});

it('does not propose to lose sight of revocation lists, or to see what was not asked for', () => {
  const content = { certificates: OLD, revocationLists: [foundList('/a.crl', { nextUpdate: NOW - 1 })] };
  expect(said(content)).toContain(
    '3 of these 4 are only roots in CA bundles (--roles leaf,intermediate,crl leaves',
  );
  expect(said(content, ['root', 'leaf'])).toContain('(--roles leaf leaves');
});

it('takes a chain that somebody shows for none, and a bundle with a leaf in it for one', () => {
  expect(said({ certificates: [at('/www.pem', 'leaf', 90), at('/www.pem', 'root', -1, 1)] })).toBe('');
  expect(said({ certificates: [...OLD, at('/ca.pem', 'leaf', 90, 3)] })).toContain('all 3');
});

it('does not count what is accepted', () => {
  const certificates = OLD.map((found, index) => ({
    ...found,
    certificate: { ...found.certificate, fingerprintSha256: `f${index}` },
  }));
  expect(said({ certificates }, ALL, ['f0', 'f1'])).toContain('the one is only a root');
});
