import { expect, it } from 'vitest';
import { buildState, emptyState } from '../../src/inventory/build.ts';
import { labelValue } from '../../src/inventory/label-value.ts';
import type { Problem } from '../../src/model/problem.ts';
import type { Collection, FoundCertificate, FoundRevocationList } from '../../src/model/source.ts';
import { certificateWith, foundList } from '../support/inventory.ts';

const SOURCE = { name: 'test', type: 'files', interval: 60 } as const;
const TIMING = { timestamp: 1_790_000_000, duration: 0.5 };
const PROBLEM: Problem = { reason: 'not_found', detail: 'It is not there.', location: { path: '/a' } };

const found = (path: string, subject: string, index = 0): FoundCertificate => ({
  certificate: certificateWith({ subject }),
  location: { path },
  index,
});
const collection = (
  certificates: readonly FoundCertificate[],
  problems: readonly Problem[] = [],
): Collection => ({ certificates, problems, complete: true });
const positions = (certificates: FoundCertificate[]): number[] =>
  buildState(SOURCE, collection(certificates), TIMING).certificates.map(({ position }) => position);

it('has nothing to say of a source before its first collection', () => {
  expect(emptyState(SOURCE)).toEqual({
    source: 'test',
    type: 'files',
    interval: 60,
    lastCollection: undefined,
    certificates: [],
    revocationLists: [],
    problems: [],
  });
});

it('takes over what was collected, when, and whether it was complete', () => {
  const state = buildState(
    SOURCE,
    { ...collection([found('/a', 'CN=a')], [PROBLEM]), complete: false },
    TIMING,
  );
  expect(state.lastCollection).toEqual({ up: false, timestamp: 1_790_000_000, duration: 0.5 });
  expect(state.problems).toEqual([PROBLEM]);
  expect(state.certificates).toEqual([{ ...found('/a', 'CN=a'), position: 0 }]);
});

it('counts positions within the same subject at the same location', () => {
  expect(
    positions([
      found('/a', 'CN=one', 0),
      found('/a', 'CN=two', 1),
      found('/a', 'CN=one', 2),
      found('/b', 'CN=one', 0),
      found('/a', 'CN=one', 3),
    ]),
  ).toEqual([0, 0, 1, 0, 2]);
});

it('counts subjects as the same that look the same as labels', () => {
  const long = `CN=${'x'.repeat(2000)}`;
  expect(positions([found('/a', long), found('/a', labelValue(long))])).toEqual([0, 1]);
  expect(positions([found('/a', 'CN=\ud800'), found('/a', 'CN=\ud801')])).toEqual([0, 1]);
});

it('gives back the same arrays where the collection does', () => {
  const first = collection([found('/a', 'CN=a')], [PROBLEM]);
  const before = buildState(SOURCE, first, TIMING);
  const after = buildState(SOURCE, { ...first }, { timestamp: 1_790_000_060, duration: 0.1 }, before);
  expect(after.certificates).toBe(before.certificates);
  expect(after.problems).toBe(before.problems);
  expect(after.lastCollection?.timestamp).toBe(1_790_000_060);
});

it('gives back the same objects for the certificates that are still there', () => {
  const [kept, gone, moved] = [found('/a', 'CN=a'), found('/b', 'CN=b'), found('/c', 'CN=c')];
  const before = buildState(SOURCE, collection([kept, gone, moved]), TIMING);
  const after = buildState(SOURCE, collection([kept, found('/b', 'CN=b'), moved]), TIMING, before);
  expect(after.certificates[0]).toBe(before.certificates[0]);
  expect(after.certificates[1]).not.toBe(before.certificates[1]);
  expect(after.certificates[2]).toBe(before.certificates[2]);
});

it('numbers a certificate anew when one of its subject before it is gone', () => {
  const [first, second] = [found('/a', 'CN=a', 0), found('/a', 'CN=a', 1)];
  const before = buildState(SOURCE, collection([first, second]), TIMING);
  expect(before.certificates[1]?.position).toBe(1);
  expect(buildState(SOURCE, collection([second]), TIMING, before).certificates[0]?.position).toBe(0);
});

it('tells revocation lists of one issuer at one place apart, and keeps those that are still there', () => {
  const list = (path: string): FoundRevocationList => {
    const { revocationList, location } = foundList(path);
    return { revocationList, location };
  };
  const [first, second, other] = [list('/a'), list('/a'), list('/b')];
  const collected = { ...collection([]), revocationLists: [first, second, other] };
  const before = buildState(SOURCE, collected, TIMING);
  expect(before.revocationLists.map(({ position }) => position)).toEqual([0, 1, 0]);
  expect(buildState(SOURCE, collected, TIMING, before).revocationLists).toBe(before.revocationLists);
  const after = buildState(SOURCE, { ...collected, revocationLists: [second, other] }, TIMING, before);
  expect(after.revocationLists.map(({ position }) => position)).toEqual([0, 0]);
  expect(after.revocationLists[1]).toBe(before.revocationLists[2]);
});
