import { atHome } from './at-home.ts';
import type { Surroundings } from './choice.ts';

/** What wget's configuration says of anchors. */
export interface WgetTrust {
  readonly certificate?: string;
  readonly directory?: string;
}

const NAMES = { cacertificate: 'certificate', cadirectory: 'directory' } as const;

/** Reads the host's configuration and the user's, whose word is the last (wget's manual, Wgetrc Location). */
export function wgetTrust({ host, environment }: Pick<Surroundings, 'host' | 'environment'>): WgetTrust {
  const { SYSTEM_WGETRC, WGETRC, HOME } = environment;
  const found: { -readonly [Key in keyof WgetTrust]: WgetTrust[Key] } = {};
  for (const path of [SYSTEM_WGETRC ?? '/etc/wgetrc', WGETRC || (HOME && `${HOME}/.wgetrc`)]) {
    const bytes = path ? host.read(path) : '';
    if (typeof bytes === 'string') continue;
    for (const line of bytes.toString('utf8').split(/\r?\n/)) {
      // Dashes and underscores in names mean nothing.
      const [, name = '', value = ''] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      const key = NAMES[name.toLowerCase().replaceAll(/[-_]/g, '') as keyof typeof NAMES];
      if (key === undefined) continue;
      found[key] = atHome(value, environment);
    }
  }
  return found;
}
