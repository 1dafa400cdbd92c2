import { expect, it } from 'vitest';
import { ProblemLog } from '../../src/app/problem-log.ts';
import type { Problem } from '../../src/model/problem.ts';
import { sourceState } from '../support/inventory.ts';
import { recordedLog } from '../support/recorded-log.ts';

const problem = (path: string): Problem => ({ location: { path }, reason: 'io_error', detail: 'broken' });

function logged() {
  const { log, lines } = recordedLog();
  const problems = new ProblemLog(log);
  let seen = 0;
  const messages = () => {
    const fresh = lines.slice(seen);
    seen = lines.length;
    return fresh.map(({ msg, path, count, more }) => [msg, path ?? count ?? more]);
  };
  return { problems, messages };
}

it('says each problem once when it comes and once when it goes', () => {
  const { problems, messages } = logged();
  problems.update(sourceState({ problems: [problem('/a')] }));
  problems.update(sourceState({ problems: [problem('/a'), problem('/b')] }));
  expect(messages()).toEqual([
    ['Problem found', '/a'],
    ['Problem found', '/b'],
  ]);
  problems.update(sourceState({ problems: [] }));
  expect(messages()).toEqual([['Problems gone', 2]]);
});

it('does not compare the same array again', () => {
  const { problems, messages } = logged();
  const many = [problem('/a')];
  problems.update(sourceState({ problems: many }));
  many.push(problem('/b'));
  problems.update(sourceState({ problems: many }));
  expect(messages()).toEqual([['Problem found', '/a']]);
});

it('counts the problems that one stands for', () => {
  const { problems, messages } = logged();
  problems.update(sourceState({ problems: [{ ...problem('/a'), count: 7 }] }));
  problems.update(sourceState({ problems: [] }));
  expect(messages().at(-1)).toEqual(['Problems gone', 7]);
});

it('does not flood the log', () => {
  const { problems, messages } = logged();
  problems.update(
    sourceState({ problems: Array.from({ length: 1000 }, (_, index) => problem(`/${index}`)) }),
  );
  const lines = messages();
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toEqual(['More problems found; see the page or the metrics', 980]);
});

it('forgets a source that is no longer configured', () => {
  const { problems, messages } = logged();
  problems.update(sourceState({ problems: [problem('/a')] }));
  problems.keepOnly([]);
  problems.update(sourceState({ problems: [problem('/a')] }));
  expect(messages()).toHaveLength(2);
});
