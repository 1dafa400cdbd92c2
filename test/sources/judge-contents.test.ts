import { expect, it } from 'vitest';
import type { Container } from '../../src/formats/container.ts';
import type { Certificate } from '../../src/model/certificate.ts';
import { judgeContents } from '../../src/sources/judge-contents.ts';

const EMPTY: Container = { kind: 'pem', certificates: [], findings: [], findingCounts: {}, otherObjects: 0 };
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

it('passes findings on, all that were counted', () => {
  const findings = [{ reason: 'malformed_pem', detail: 'Block 1 is cut off.' }] as const;
  expect(reasons({ findings, findingCounts: { malformed_pem: 1 } }, '/a')).toEqual(['malformed_pem']);
  const findingCounts = { malformed_pem: 3, malformed_certificate: 1 };
  expect(reasons({ findings, findingCounts, certificates: [{} as Certificate] }, '/a')).toEqual([
    'malformed_pem',
    'malformed_pem',
    'malformed_pem',
    'malformed_certificate',
  ]);
});
