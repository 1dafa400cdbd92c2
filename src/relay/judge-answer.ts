import { oneLine } from './escape-markdown.ts';
import type { Failure, Outcome } from './outcome.ts';

const MAX_QUOTED = 200;

/** The codes of the robot's documentation, in words that say what to do. */
const REMEDIES: Readonly<Record<number, string>> = {
  310000:
    'the security settings of the robot do not let it through: its keyword, its signature or its addresses',
  400013: 'the group has been dissolved',
  400101: 'the access token of the address is not known: copy the address of the robot again',
  400102: 'the robot has been switched off',
  400106: 'the robot does not exist any more',
  430101: 'a link in it is taken for unsafe',
  430102: 'its text is taken for improper',
  430104: 'its content is taken for improper',
};

/** More than 20 messages a minute: the robot takes none for ten minutes then. */
const THROTTLED: ReadonlySet<number> = new Set([130101, 410100, 90030]);

/** "System busy". */
const BUSY = -1;

/** Reads the answer of a robot. It is 200 whatever came of the message: what counts is `errcode`. */
export function judgeAnswer(status: number, body: string): Outcome {
  if (status === 429) return failure('throttled', 'later', 'DingTalk answered 429, too many requests');
  if (status >= 500) return failure('http_status', 'soon', `DingTalk answered ${status}`);
  if (status !== 200) return failure('http_status', 'never', `DingTalk answered ${status}`);
  const answer = parse(body);
  if (answer === undefined) return failure('bad_answer', 'soon', 'the answer is none of a robot');
  const { errcode, errmsg } = answer;
  if (errcode === 0) return { ok: true };
  const said = `errcode ${errcode}, ${JSON.stringify(oneLine(errmsg).slice(0, MAX_QUOTED))}`;
  if (errcode === BUSY) return failure('http_status', 'soon', `DingTalk is busy: ${said}`);
  if (THROTTLED.has(errcode))
    return failure('throttled', 'later', `DingTalk gets too many messages: ${said}`);
  const remedy = REMEDIES[errcode];
  return failure(
    'refused',
    'never',
    `DingTalk refused it: ${said}${remedy === undefined ? '' : `: ${remedy}`}`,
  );
}

function failure(reason: Failure['reason'], again: Failure['again'], detail: string): Failure {
  return { ok: false, reason, again, detail };
}

function parse(body: string): { errcode: number; errmsg: string } | undefined {
  try {
    const { errcode, errmsg } = JSON.parse(body) as { errcode?: unknown; errmsg?: unknown };
    return typeof errcode === 'number'
      ? { errcode, errmsg: typeof errmsg === 'string' ? errmsg : '' }
      : undefined;
  } catch {
    return undefined;
  }
}
