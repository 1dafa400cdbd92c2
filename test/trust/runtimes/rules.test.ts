import { expect, it } from 'vitest';
import { RUNTIMES } from '../../../src/model/trust.ts';
import { RULE_OF, RUNTIME_RULES } from '../../../src/trust/runtimes/rules.ts';

it('has one rule for every runtime, under its own name, in order', () => {
  expect(RUNTIME_RULES.map(({ runtime }) => runtime)).toEqual(RUNTIMES);
  expect(Object.entries(RULE_OF).map(([name, { runtime }]) => name === runtime)).not.toContain(false);
});
