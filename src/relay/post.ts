import { judgeAnswer } from './judge-answer.ts';
import type { RobotMessage } from './message.ts';
import type { Failure, Outcome } from './outcome.ts';
import { RobotFileError, type RobotFiles, readRobot } from './robot-file.ts';
import { signedUrl } from './signed-url.ts';

/** An answer of a robot has some fifty bytes. */
const MAX_ANSWER_BYTES = 16 * 1024;

export interface PostOptions extends RobotFiles {
  /** Seconds until an answer has to be there. */
  readonly timeout: number;
  /** Milliseconds since 1970, UTC. */
  readonly clock: () => number;
}

/** Posts a message once, with the address and the secret that the files hold now. */
export async function post(
  message: RobotMessage,
  options: PostOptions,
  signal: AbortSignal,
): Promise<Outcome> {
  let url: URL;
  try {
    url = signedUrl(readRobot(options), options.clock());
  } catch (error) {
    if (error instanceof RobotFileError) return failure('file', 'later', error.message);
    throw error;
  }
  const deadline = AbortSignal.timeout(options.timeout * 1000);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(message),
      // Whoever leads elsewhere would be given the token.
      redirect: 'manual',
      signal: AbortSignal.any([deadline, signal]),
    });
    return withoutToken(judgeAnswer(response.status, await firstBytes(response)), url);
  } catch (error) {
    if (deadline.aborted)
      return failure('timeout', 'soon', `no answer from ${url.host} in ${options.timeout} s`);
    return failure('connection', 'soon', `${url.host} cannot be asked: ${causeOf(error)}`);
  }
}

async function firstBytes({ body }: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body ?? []) {
    pieces.push(piece);
    length += piece.length;
    // Leaving the loop ends the connection: the rest is not asked for.
    if (length > MAX_ANSWER_BYTES) break;
  }
  return Buffer.concat(pieces).toString('utf8', 0, MAX_ANSWER_BYTES);
}

/** No answer repeats the token today. Should one do so, it does not get into the log. */
function withoutToken(outcome: Outcome, url: URL): Outcome {
  const token = url.searchParams.get('access_token');
  if (outcome.ok || token === null || token === '') return outcome;
  return { ...outcome, detail: outcome.detail.replaceAll(token, '…') };
}

/** The system's or OpenSSL's words; those of `fetch` itself say nothing. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return 'unknown fault';
  const code = 'code' in cause ? String(cause.code) : '';
  return [cause.message, code]
    .filter((part, index, parts) => part !== '' && !parts[index - 1]?.includes(part))
    .join(', ');
}

function failure(reason: Failure['reason'], again: Failure['again'], detail: string): Failure {
  return { ok: false, reason, again, detail };
}
