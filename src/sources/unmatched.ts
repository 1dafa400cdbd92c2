import { toBytePath } from './byte-path.ts';
import { findingOfCode, notRegular } from './errno.ts';
import type { PathResolver } from './path-resolver.ts';
import type { PatternSet } from './pattern-set.ts';
import type { Trouble } from './walk-result.ts';

/** What is to be said of patterns for which nothing was found, other than where something stood in the way. */
export function unmatchedPatterns(
  includes: PatternSet,
  found: ReadonlySet<number>,
  blocked: ReadonlySet<number>,
  resolver: PathResolver,
): Trouble[] {
  const troubles: Trouble[] = [];
  for (const [index, { text, kind }] of includes.patterns.entries()) {
    if (found.has(index) || blocked.has(index)) continue;
    const path = toBytePath(text);
    const noMatch: Trouble = { path, finding: { reason: 'no_match', detail: 'Nothing matches it.' } };
    if (kind === 'glob') {
      troubles.push(noMatch);
      continue;
    }
    const there =
      resolver.root.kind === 'found' ? resolver.follow(resolver.root.path, path.slice(1)) : undefined;
    const isFolder = there?.kind === 'found' && there.stats.isDirectory();
    if (isFolder && kind === 'tree') troubles.push(noMatch);
    else
      troubles.push({ path, finding: isFolder ? notRegular(there.stats) : findingOfCode('ENOENT', 'stat') });
  }
  return troubles;
}
