import { expect, it } from 'vitest';
import type { Container } from '../../src/formats/container.ts';
import type { Certificate } from '../../src/model/certificate.ts';
import { countProblems } from '../../src/model/problem.ts';
import { judgeContents } from '../../src/sources/judge-contents.ts';

const EMPTY: Container = {
  kind: 'pem',
  certificates: [],
  revocationLists: [],
  findings: [],
  findingCounts: {},
  otherObjects: 0,
};
const reasons = (container: Partial<Container>, path: string, literal = false): string[] =>
  judgeContents({ ...EMPTY, ...container }, path, literal).map(({ reason }) => reason);

it('says no_certificate where one was expected', () => {
  for (const path of ['/a.crt', '/a.cer', '/a.pem']) expect(reasons({}, path)).toEqual(['no_certificate']);
  expect(reasons({ kind: 'unknown' }, '/a.pem')).toEqual(['no_certificate']);
  expect(reasons({ kind: 'unknown' }, '/README')).toEqual([]);
  expect(reasons({ kind: 'unknown' }, '/README', true)).toEqual(['no_certificate']);
  expect(reasons({ kind: 'empty' }, '/README')).toEqual(['no_certificate']);
});

it('leaves other well-formed objects in peace', () => {
  expect(reasons({ otherObjects: 1 }, '/key.pem', true)).toEqual([]);
  expect(reasons({ certificates: [{} as Certificate] }, '/a.pem', true)).toEqual([]);
});

it('passes findings on, all that were counted, and those of a hostile file as few objects', () => {
  const findings = [{ reason: 'malformed_pem', detail: 'Block 1 is cut off.' }] as const;
  expect(reasons({ findings, findingCounts: { malformed_pem: 1 } }, '/a')).toEqual(['malformed_pem']);
  const findingCounts = { malformed_pem: 8_388_606, malformed_certificate: 1 };
  const judged = judgeContents({ ...EMPTY, findings, findingCounts }, '/a', false);
  expect(judged).toHaveLength(3);
  expect(judged.map(({ reason, count }) => [reason, count])).toEqual([
    ['malformed_pem', undefined],
    ['malformed_pem', 8_388_605],
    ['malformed_certificate', 1],
  ]);
  expect(countProblems(judged)).toBe(8_388_607);
});
