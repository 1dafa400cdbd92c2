import { dirname, isAbsolute, join } from 'node:path/posix';
import { atHome } from './at-home.ts';
import type { Environment, Surroundings } from './choice.ts';
import { gitSettings } from './git-settings.ts';

/** What git's configuration says of anchors for every address (git-config(1), `http.*`). */
export interface GitTrust {
  readonly sslCAInfo?: string;
  readonly sslCAPath?: string;
}

type Seen = Pick<Surroundings, 'host' | 'environment'>;

/**
 * Reads the system's and the user's configuration, what they include, and that in variables; what comes later wins.
 * What is for single addresses, or included under a condition, is left out.
 */
export function gitTrust(surroundings: Seen): GitTrust {
  const { environment } = surroundings;
  const { HOME, XDG_CONFIG_HOME } = environment;
  const system = environment['GIT_CONFIG_SYSTEM'] ?? '/etc/gitconfig';
  const personal = environment['GIT_CONFIG_GLOBAL'];
  const xdg = XDG_CONFIG_HOME || (HOME === undefined ? undefined : `${HOME}/.config`);
  const paths = [
    ...(environment['GIT_CONFIG_NOSYSTEM'] ? [] : [system]),
    ...(personal === undefined
      ? [
          ...(xdg === undefined ? [] : [`${xdg}/git/config`]),
          ...(HOME === undefined ? [] : [`${HOME}/.gitconfig`]),
        ]
      : [personal]),
  ];
  const found: Found = {};
  const reading = { ...surroundings, found, left: MOST_FILES };
  for (const path of paths) take(path, reading, 0);
  takeVariables(environment, found);
  return found;
}

type Found = { -readonly [Key in keyof GitTrust]: GitTrust[Key] };

interface Reading extends Seen {
  readonly found: Found;
  /** How many files may still be read. */
  left: number;
}

/** As deep as git follows files that include others; it then gives up altogether. */
const DEEPEST = 10;
/** Files that include each other several times would be read for ever, and they may be anybody's. */
const MOST_FILES = 100;

function take(path: string, reading: Reading, depth: number): void {
  const { host, environment, found } = reading;
  const bytes = --reading.left < 0 ? '' : host.read(path);
  if (typeof bytes === 'string') return;
  for (const { name, value } of gitSettings(bytes.toString('utf8'))) {
    const of = atHome(value, environment);
    if (name === 'include.path' && depth < DEEPEST) {
      take(isAbsolute(of) ? of : join(dirname(path), of), reading, depth + 1);
    }
    note(name, of, found);
  }
}

/** The variables by which whatever runs git hands on settings (git-config(1), ENVIRONMENT). */
function takeVariables(environment: Environment, found: Found): void {
  const count = Number(environment['GIT_CONFIG_COUNT'] ?? 0);
  for (let index = 0; index < Math.min(count, MOST_VARIABLES); index++) {
    const name = environment[`GIT_CONFIG_KEY_${index}`]?.toLowerCase();
    const value = environment[`GIT_CONFIG_VALUE_${index}`];
    if (name !== undefined && value !== undefined) note(name, atHome(value, environment), found);
  }
}

const MOST_VARIABLES = 1000;

function note(name: string, path: string, found: Found): void {
  if (name === 'http.sslcainfo') found.sslCAInfo = path;
  if (name === 'http.sslcapath') found.sslCAPath = path;
}
