import { readFileSync, statSync } from 'node:fs';
import { whyUnreadable } from '../model/unreadable-words.ts';

/** A robot's address or secret is a line of some hundred characters. */
const MAX_BYTES = 4096;

/** A file with the address or the secret of a robot cannot be used. Its message names the file and never its content. */
export class RobotFileError extends Error {
  override readonly name = 'RobotFileError';
}

/** Where a robot is posted to, and by which secret the posts are signed. */
export interface RobotFiles {
  readonly urlFile: string;
  /** Undefined where the robot asks for a keyword or an address instead of a signature. */
  readonly secretFile: string | undefined;
}

export interface Robot {
  readonly url: URL;
  readonly secret: string | undefined;
}

/** Reads both as they are now: whoever renews them starts nothing anew. @throws RobotFileError */
export function readRobot({ urlFile, secretFile }: RobotFiles): Robot {
  const url = URL.parse(readLine(urlFile));
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new RobotFileError(
      `${urlFile}: expected the address of a robot, https://oapi.dingtalk.com/robot/send?access_token=…`,
    );
  }
  return { url, secret: secretFile === undefined ? undefined : readLine(secretFile) };
}

function readLine(path: string): string {
  let text: string;
  try {
    const stat = statSync(path);
    // Opening a FIFO would wait for somebody who writes.
    if (!stat.isFile()) throw new RobotFileError(`${path}: expected a file with one line`);
    if (stat.size > MAX_BYTES) throw new RobotFileError(`${path}: expected one line, got ${stat.size} bytes`);
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof RobotFileError) throw error;
    throw new RobotFileError(`${path}: cannot be read: ${whyUnreadable(error)}`);
  }
  if (text === '' || /\s/.test(text)) throw new RobotFileError(`${path}: expected one line without spaces`);
  return text;
}
