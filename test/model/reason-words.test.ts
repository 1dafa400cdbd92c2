import { expect, it } from 'vitest';
import { PROBLEM_REASONS } from '../../src/model/problem.ts';
import { REASON_WORDS } from '../../src/model/reason-words.ts';

it.each(PROBLEM_REASONS)('%s has its meaning and its remedy in whole sentences', (reason) => {
  const { meaning, remedy } = REASON_WORDS[reason];
  expect(meaning).toMatch(/^[A-Z].*\.$/);
  expect(remedy).toMatch(/^[A-Z].*\.$/);
});

it('says each thing once', () => {
  const sentences = PROBLEM_REASONS.map((reason) => REASON_WORDS[reason].meaning);
  expect(new Set(sentences).size).toBe(PROBLEM_REASONS.length);
});
