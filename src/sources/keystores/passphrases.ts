import { readFileSync, statSync } from 'node:fs';
import type { PassphraseOrigin } from '../../model/passphrase-origin.ts';
import type { Finding, Problem } from '../../model/problem.ts';
import { errorCode, findingOfCode } from '../errno.ts';

/** The passphrases to try now, and where there should be one and is none. */
export interface ReadPassphrases {
  /** Their octets, each once, in the order in which they are tried. */
  readonly passphrases: readonly Buffer[];
  readonly problems: readonly Problem[];
}

/** Longer files hold no passphrases. Bytes. */
const LONGEST = 1024 * 1024;
/** Each one that is tried costs a key derivation for each keystore. */
const MOST_PASSPHRASES = 1000;

/** Reads the passphrases that there are now. What is in them is in no problem and no message. */
export function readPassphrases(
  origins: readonly PassphraseOrigin[],
  environment: NodeJS.ProcessEnv = process.env,
): ReadPassphrases {
  const found = new Map<string, Buffer>();
  const problems: Problem[] = [];
  const add = (octets: Buffer): void => {
    found.set(octets.toString('latin1'), octets);
  };
  for (const origin of origins) {
    switch (origin.kind) {
      case 'empty':
        add(Buffer.alloc(0));
        break;
      case 'environment':
        add(Buffer.from(environment[origin.name] ?? ''));
        break;
      default: {
        const lines = readLines(origin.path);
        if ('reason' in lines) problems.push({ ...lines, location: { path: origin.path } });
        else if (origin.kind === 'file') add(lines[0] ?? Buffer.alloc(0));
        else for (const line of lines) if (line.length > 0) add(line);
      }
    }
  }
  return { passphrases: [...found.values()].slice(0, MOST_PASSPHRASES), problems };
}

/** Says whether two readings came to the same. */
export function samePassphrases(left: readonly Buffer[], right: readonly Buffer[]): boolean {
  return (
    left.length === right.length && left.every((each, index) => each.equals(right[index] ?? Buffer.alloc(0)))
  );
}

/** The lines of a file without their ends. */
function readLines(path: string): readonly Buffer[] | Finding {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) return { reason: 'not_regular_file', detail: 'The passphrase file is no file.' };
    if (stats.size > LONGEST)
      return { reason: 'too_large', detail: 'The passphrase file is too large for one.' };
    const text = readFileSync(path, 'latin1');
    return text.split(/\r?\n/).map((line) => Buffer.from(line, 'latin1'));
  } catch (error) {
    const { reason, detail } = findingOfCode(errorCode(error), 'open');
    return { reason, detail: `The passphrase file: ${detail}` };
  }
}
