import { expect, it } from 'vitest';
import { sourceFamilies } from '../../src/metrics/sources.ts';
import { renderFamily } from '../../src/metrics/text.ts';
import type { SourceState } from '../../src/model/inventory.ts';
import { PROBLEM_REASONS } from '../../src/model/problem.ts';
import { parseSamples } from '../support/exposition.ts';
import { foundAt, sourceState } from '../support/inventory.ts';
import { snapshotOf } from '../support/snapshot.ts';

const samples = (...sources: SourceState[]) =>
  parseSamples(sourceFamilies.map((family) => renderFamily(family, snapshotOf(...sources), 'text')).join(''));
const values = (...sources: SourceState[]) =>
  Object.fromEntries(
    samples(...sources)
      .filter(({ name }) => name !== 'tls_cert_source_problems')
      .map(({ name, value }) => [name, value]),
  );

it('says how the last collection went', () => {
  const state = sourceState({ certificates: [foundAt('/a'), foundAt('/b')] });
  expect(values(state)).toEqual({
    tls_cert_source_up: '1',
    tls_cert_source_certificates: '2',
    tls_cert_source_last_collect_timestamp_seconds: '1790000000',
    tls_cert_source_collect_duration_seconds: '0.25',
    tls_cert_source_interval_seconds: '60',
  });
  expect(samples(state)[0]?.labels).toEqual([
    ['source', 'test'],
    ['type', 'files'],
  ]);
});

it('keeps the certificates of a source that could not list and says that it is not up', () => {
  const lastCollection = { up: false, timestamp: 1, duration: 30 };
  const state = sourceState({ lastCollection, certificates: [foundAt('/a')] });
  expect(values(state)).toMatchObject({ tls_cert_source_up: '0', tls_cert_source_certificates: '1' });
});

it('leaves out what is not known before the first collection, and never says 0 for it', () => {
  expect(values(sourceState({ lastCollection: undefined }))).toEqual({
    tls_cert_source_interval_seconds: '60',
  });
});

it('has every reason from the start, and counts all problems however many', () => {
  const problems = Array.from({ length: 1000 }, () => ({
    reason: 'too_large' as const,
    detail: '',
    location: { path: '/a' },
    count: 1000,
  }));
  const counts = samples(sourceState({ source: 'new', lastCollection: undefined }), sourceState({ problems }))
    .filter(({ name }) => name === 'tls_cert_source_problems')
    .map(({ labels, value }) => [...labels.map(([, text]) => text), value]);
  expect(counts).toEqual([
    ...PROBLEM_REASONS.map((reason) => ['new', reason, '0']),
    ...PROBLEM_REASONS.map((reason) => ['test', reason, reason === 'too_large' ? '1000000' : '0']),
  ]);
});
