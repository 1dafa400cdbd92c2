import { expect, it } from 'vitest';
import { MAX_PROBLEM_SERIES, shownProblems } from '../../src/metrics/problems.ts';
import type { Problem, ProblemReason } from '../../src/model/problem.ts';
import { parseSamples } from '../support/exposition.ts';
import { sourceState } from '../support/inventory.ts';
import { renderedSources } from '../support/rendered.ts';

const problem = (path: string, reason: ProblemReason = 'permission_denied'): Problem => ({
  reason,
  detail: 'A sentence.',
  location: { path },
});
const many = (count: number): Problem[] =>
  Array.from({ length: count }, (_, index) => problem(`/p/${String(index).padStart(6, '0')}`));

it('counts what exists at one place for one reason', async () => {
  const problems = [
    problem('/a', 'malformed_pem'),
    problem('/b'),
    problem('/a', 'malformed_pem'),
    problem('/a'),
  ];
  const text = await renderedSources(sourceState({ problems }));
  expect(parseSamples(text)).toEqual([
    sample('/a', 'permission_denied', 1),
    sample('/a', 'malformed_pem', 2),
    sample('/b', 'permission_denied', 1),
  ]);
});

it('counts those that one problem stands for', async () => {
  const problems = [problem('/a'), { ...problem('/a'), count: 1_000_000 }];
  expect(parseSamples(await renderedSources(sourceState({ problems })))).toEqual([
    sample('/a', 'permission_denied', 1_000_001),
  ]);
});

it('shows at most a hundred places, and no reason hides another', () => {
  const shown = shownProblems([
    ...many(5000),
    problem('/z', 'malformed_certificate'),
    problem('/y', 'timeout'),
  ]);
  expect(shown).toHaveLength(MAX_PROBLEM_SERIES);
  expect(shown.filter(({ reason }) => reason !== 'permission_denied')).toHaveLength(2);
  expect(shown[0]?.location.path).toBe('/p/000000');
});

it('chooses the same places in whatever order they come', () => {
  const problems = [
    ...many(300),
    ...many(50).map(({ location }) => problem(location.path ?? '', 'too_large')),
  ];
  expect(shownProblems(problems.toReversed())).toEqual(shownProblems(problems));
});

it('counts places together that look the same as labels', () => {
  expect(shownProblems([problem('/\ud800'), problem('/\ud801')])).toMatchObject([{ count: 2 }]);
});

function sample(path: string, reason: string, count: number) {
  const labels = [
    ['source', 'test'],
    ['path', path],
    ['reason', reason],
  ];
  return { name: 'tls_cert_problem', labels, value: String(count) };
}
