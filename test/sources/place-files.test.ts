import { expect, it } from 'vitest';
import type { Certificate } from '../../src/model/certificate.ts';
import { type FileContents, FileStore } from '../../src/sources/file-store.ts';
import { FilePlacer } from '../../src/sources/place-files.ts';
import { TimeSlice } from '../../src/sources/time-slice.ts';

const slice = new TimeSlice(new AbortController().signal);
const certificate = (fingerprintSha256: string): Certificate => ({ fingerprintSha256 }) as Certificate;
const contents = (...fingerprints: string[]): FileContents => ({
  kind: 'container',
  container: {
    kind: 'pem',
    certificates: fingerprints.map(certificate),
    revocationLists: [],
    findings: [],
    findingCounts: {},
    otherObjects: 0,
  },
});
const file = (path: string, ino: bigint) => ({
  path,
  literal: false,
  identity: { dev: 1n, ino, size: 1n, mtimeNs: 1n, ctimeNs: 1n },
});
const A = file('/a\xe9', 1n);
const B = file('/b', 2n);

it('gives certificates their place, in the order of the file', async () => {
  const store = new FileStore();
  store.put(A.identity, true, contents('one', 'two'));
  const { certificates } = await new FilePlacer(new Set()).place([A], [], store, slice);
  expect(certificates).toEqual([
    { certificate: certificate('one'), location: { path: '/a\\xe9' }, index: 0 },
    { certificate: certificate('two'), location: { path: '/a\\xe9' }, index: 1 },
  ]);
});

it('keeps both arrays while nothing changes, and each one that does not change', async () => {
  const store = new FileStore();
  store.put(A.identity, true, contents('one'));
  store.put(B.identity, true, { kind: 'failed', finding: { reason: 'io_error', detail: 'x' } });
  const placer = new FilePlacer(new Set());
  const trouble = { path: '/c', finding: { reason: 'not_found', detail: 'y' } } as const;
  const first = await placer.place([A, B], [trouble], store, slice);
  const second = await placer.place([A, B], [{ ...trouble }], store, slice);
  expect(first.problems.map(({ reason }) => reason)).toEqual(['not_found', 'io_error']);
  expect([second.certificates === first.certificates, second.problems === first.problems]).toEqual([
    true,
    true,
  ]);
  const third = await placer.place([A, B], [], store, slice);
  expect([third.certificates === first.certificates, third.problems === first.problems]).toEqual([
    true,
    false,
  ]);
  store.put(A.identity, true, contents('new'));
  const fourth = await placer.place([A, B], [], store, slice);
  expect([fourth.certificates === third.certificates, fourth.problems === third.problems]).toEqual([
    false,
    true,
  ]);
  const fifth = await placer.place([], [], store, slice);
  expect(fifth).toEqual({ certificates: [], revocationLists: [], problems: [] });
});

it('does not tell what is no problem in these places', async () => {
  const store = new FileStore();
  store.put(B.identity, true, { kind: 'failed', finding: { reason: 'permission_denied', detail: 'x' } });
  const trouble = { path: '/c', finding: { reason: 'timeout', detail: 'y' } } as const;
  const { problems } = await new FilePlacer(new Set(['permission_denied'])).place(
    [B],
    [trouble],
    store,
    slice,
  );
  expect(problems.map(({ reason }) => reason)).toEqual(['timeout']);
});
