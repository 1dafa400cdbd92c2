import { join } from 'node:path/posix';
import type { Surroundings } from './choice.ts';

/** What git's configuration says of anchors for every address (git-config(1), `http.*`). */
export interface GitTrust {
  readonly sslCAInfo?: string;
  readonly sslCAPath?: string;
}

const NAMES = { sslcainfo: 'sslCAInfo', sslcapath: 'sslCAPath' } as const;

/** Reads the system's and the user's configuration; later files win. What is for single addresses is left out. */
export function gitTrust({ host, environment }: Surroundings): GitTrust {
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
  let found: GitTrust = {};
  for (const path of paths) {
    const bytes = host.read(path);
    if (typeof bytes !== 'string') found = { ...found, ...parse(bytes.toString('utf8'), HOME) };
  }
  return found;
}

function parse(text: string, home: string | undefined): GitTrust {
  const found: { -readonly [Key in keyof GitTrust]: GitTrust[Key] } = {};
  let isHttp = false;
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    const section = /^\[\s*([\w.-]+)\s*("[^"]*")?\s*\](.*)$/.exec(line);
    if (section !== null) isHttp = section[1]?.toLowerCase() === 'http' && section[2] === undefined;
    const setting = /^(\w+)\s*=\s*(.*)$/.exec((section?.[3] ?? line).trim());
    const name = NAMES[setting?.[1]?.toLowerCase() as keyof typeof NAMES];
    if (!isHttp || setting === null || name === undefined) continue;
    const value = /^"((?:[^"\\]|\\.)*)"|^([^#;]*)/.exec(setting[2] ?? '');
    const path = (value?.[1]?.replaceAll(/\\(.)/g, '$1') ?? value?.[2] ?? '').trim();
    found[name] = home !== undefined && path.startsWith('~/') ? join(home, path.slice(2)) : path;
  }
  return found;
}
