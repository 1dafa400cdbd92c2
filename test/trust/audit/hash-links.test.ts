import { describe, expect, it } from 'vitest';
import { type FolderEntry, hashLinkFindings } from '../../../src/trust/audit/hash-links.ts';
import { oldSubjectHash, subjectHash } from '../../../src/trust/audit/subject-hash.ts';
import { distinguishedName } from '../../support/distinguished-name.ts';

const subjectDer = distinguishedName('Root');
const hash = subjectHash(subjectDer) ?? '';
const entry = (name: string, ...fingerprints: string[]): FolderEntry => ({
  name,
  certificates: fingerprints.map((fingerprintSha256) => ({
    fingerprintSha256,
    subject: 'CN=Root',
    subjectDer,
  })),
});
const checks = (...entries: FolderEntry[]): string[] => hashLinkFindings(entries).map(({ check }) => check);

describe('hash links', () => {
  it('that are whole raise nothing, those of the old hash and of revocation lists beside them', () => {
    const old = oldSubjectHash(subjectDer);
    expect(
      checks(entry('a.pem', 'a'), entry('b.crt', 'b'), entry(`${hash}.0`, 'a'), entry(`${hash}.1`, 'b')),
    ).toEqual([]);
    expect(
      checks(entry('a.pem', 'a'), entry(`${hash}.0`, 'a'), entry(`${old}.0`, 'a'), entry(`${hash}.r0`)),
    ).toEqual([]);
  });

  it('are not asked for where there are none, nor for bundles, nor for names that no tool links to', () => {
    expect(checks(entry('a.pem', 'a'))).toEqual([]);
    expect(checks(entry(`${hash}.0`, 'a'), entry('bundle.crt', 'b', 'c'), entry('README', 'd'))).toEqual([]);
  });

  it.each<[string, FolderEntry[], string[]]>([
    ['leads nowhere', [{ name: `${hash}.0`, certificates: undefined }], ['link_dangling']],
    ['leads to a file without certificates', [entry(`${hash}.0`)], ['link_stale']],
    ['has another hash', [entry('00000000.0', 'a')], ['link_stale']],
    ['follows a gap', [entry(`${hash}.0`, 'a'), entry(`${hash}.2`, 'b')], ['link_gap']],
    ['begins beyond 0', [entry(`${hash}.1`, 'a')], ['link_gap']],
    ['has a number without end', [entry(`${hash}.99999999999999999999`, 'a')], ['link_gap']],
    ['is not there', [entry(`${hash}.0`, 'a'), entry('b.pem', 'b')], ['link_missing']],
  ])('one that %s is told', (_, entries, expected) => {
    expect(checks(...entries)).toEqual(expected);
  });
});
