import type { HostFiles } from './host-files.ts';

/** A host has a handful of installations of anything; a folder with more names than this is not searched for them. */
const MOST_NAMES = 1024;

/**
 * The paths of a host that a pattern means, in ascending order: `*` stands for any characters inside one component.
 * Components without one are not looked for, so that the last may be missing.
 */
export function expand(host: HostFiles, pattern: string): readonly string[] {
  let paths = [''];
  for (const part of pattern.split('/').slice(1)) {
    if (!part.includes('*')) {
      paths = paths.map((path) => `${path}/${part}`);
      continue;
    }
    const wanted = new RegExp(`^${part.split('*').map(literal).join('[^/]*')}$`);
    paths = paths.flatMap((path) =>
      host
        .list(path === '' ? '/' : path)
        .slice(0, MOST_NAMES)
        .filter((name) => wanted.test(name) && (part.startsWith('.') || !name.startsWith('.')))
        .map((name) => `${path}/${name}`),
    );
  }
  return paths;
}

/** The files that patterns mean, each once, by what they lead to: the first name of it that was found. */
export function filesAmong(host: HostFiles, patterns: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return patterns
    .flatMap((pattern) => expand(host, pattern))
    .filter((path) => {
      const resolved = host.kind(path) === 'file' ? host.resolve(path) : undefined;
      if (resolved === undefined || seen.has(resolved)) return false;
      seen.add(resolved);
      return true;
    });
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
