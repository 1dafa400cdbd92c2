import { expect, it } from 'vitest';
import { readStatus } from '../../../src/kubernetes/answer/status.ts';

const NOTHING = { code: undefined, message: '', retryAfterSeconds: undefined, continueToken: undefined };

it.each([
  undefined,
  null,
  'text',
  7,
  [],
  {},
  { code: '410', message: 7, details: null, metadata: 'x' },
  { details: { retryAfterSeconds: 'soon' }, metadata: { continue: '' } },
])('takes nothing from %j', (value) => {
  expect(readStatus(value)).toEqual(NOTHING);
});

it('reads what a Status says, in one line and not without end', () => {
  expect(
    readStatus({
      code: 410,
      message: ` a\n\tb ${'c'.repeat(1000)}`,
      details: { retryAfterSeconds: 3 },
      metadata: { continue: 'x' },
    }),
  ).toEqual({ code: 410, message: `a b ${'c'.repeat(396)}`, retryAfterSeconds: 3, continueToken: 'x' });
});
