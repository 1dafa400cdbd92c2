import type { HostFiles } from '../host/host-files.ts';
import type { Place } from './choice.ts';

/** Certificates in a folder, links to them included; more are not looked at. */
const MOST_NAMES = 8192;

const HASHED = /^([0-9a-f]{8})\.(\d{1,9})$/;

/** The names in a folder that a runtime opens, in a fixed order. */
export function namesOf(
  host: HostFiles,
  path: string,
  which: NonNullable<Place['names']>,
): readonly string[] {
  const names = host.list(path).slice(0, MOST_NAMES);
  if (which === 'hashed') return withoutGaps(names);
  if (which === 'hashed-any') return names.filter((name) => HASHED.test(name));
  const files = names.filter((name) => host.kind(`${path}/${name}`) === 'file');
  if (which === 'all') return files;
  return files.filter((name) => {
    const link = host.link(`${path}/${name}`);
    return link === undefined || link.includes('/');
  });
}

/** The hash that a name begins with. */
export function hashOf(name: string): string {
  return name.slice(0, 8);
}

/**
 * For each hash the names that are numbered from 0 without a gap, because OpenSSL stops at the first that is missing.
 * A link to nothing is a name like any other.
 */
function withoutGaps(names: readonly string[]): string[] {
  const numbers = new Map<string, Set<number>>();
  for (const name of names) {
    const [, hash, number] = HASHED.exec(name) ?? [];
    if (hash === undefined) continue;
    const known = numbers.get(hash) ?? new Set();
    numbers.set(hash, known.add(Number(number)));
  }
  const found: string[] = [];
  for (const [hash, known] of numbers) {
    for (let number = 0; known.has(number); number++) found.push(`${hash}.${number}`);
  }
  return found;
}
