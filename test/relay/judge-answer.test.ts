import { expect, it } from 'vitest';
import { judgeAnswer } from '../../src/relay/judge-answer.ts';

const answered = (errcode: unknown, errmsg: unknown = 'as it was') =>
  judgeAnswer(200, JSON.stringify({ errcode, errmsg }));

it.each([
  [429, 'throttled', 'later'],
  [500, 'http_status', 'soon'],
  [503, 'http_status', 'soon'],
  [302, 'http_status', 'never'],
  [404, 'http_status', 'never'],
])('status %d', (status, reason, again) => {
  expect(judgeAnswer(status, '{"errcode":0}')).toMatchObject({ ok: false, reason, again });
});

it.each([['', '<html>', '[]', 'null', '{}', '{"errcode":"0"}', '{"errcode":0'].map((body) => [body])].flat())(
  '%j is no answer of a robot',
  (body) => {
    expect(judgeAnswer(200, body)).toMatchObject({ ok: false, reason: 'bad_answer', again: 'soon' });
  },
);

it.each([
  [310_000, 'refused', 'never', 'its keyword, its signature or its addresses'],
  [400_101, 'refused', 'never', 'copy the address of the robot again'],
  [400_013, 'refused', 'never', 'the group has been dissolved'],
  [460_101, 'refused', 'never', 'errcode 460101, "as it was"'],
  [130_101, 'throttled', 'later', 'too many messages'],
  [410_100, 'throttled', 'later', 'too many messages'],
  [90_030, 'throttled', 'later', 'too many messages'],
  [-1, 'http_status', 'soon', 'busy'],
])('errcode %d', (errcode, reason, again, words) => {
  expect(answered(errcode)).toMatchObject({
    ok: false,
    reason,
    again,
    detail: expect.stringContaining(words),
  });
});

it('what it says is quoted on one line, and not without end', () => {
  const outcome = answered(310_000, `a\n\u001b[31m${'b'.repeat(10_000)}`);
  expect(outcome.ok ? '' : outcome.detail).toMatch(
    /^DingTalk refused it: errcode 310000, "a \[31mb{192,196}": /,
  );
});

it('errcode 0 is the only success', () => {
  expect(answered(0, 'ok')).toEqual({ ok: true });
  expect(answered(1)).toMatchObject({ ok: false, reason: 'refused' });
});
