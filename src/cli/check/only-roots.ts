import type { Location } from '../../model/location.ts';
import { countProblems } from '../../model/problem.ts';
import type { CheckKind, CheckResult, CheckStatus, JudgedCertificate } from './judge.ts';

/** How many of the things that are wrong are roots in CA bundles, which fail nobody by themselves. */
export interface OnlyRoots {
  readonly roots: number;
  /** Everything that makes the answer "not fine", those among it. */
  readonly wrong: number;
  /** What to ask for to hear nothing of such roots; none where nothing else was asked for. */
  readonly otherKinds: readonly CheckKind[];
}

const isWrong = ({ status }: { readonly status: CheckStatus }): boolean =>
  status === 'expired' || status === 'expiring';

/** One place, the entries of one keystore together. */
function placeOf({ source, location }: JudgedCertificate): string {
  const { entry: _, ...place }: Location = location;
  return JSON.stringify([source, place]);
}

/**
 * Counts them. A file that begins with a leaf is a chain that somebody shows, and no bundle of roots.
 *
 * @param asked What one asked for.
 */
export function onlyRoots(result: CheckResult, asked: ReadonlySet<CheckKind>): OnlyRoots {
  const { certificates, revocationLists, problems } = result;
  const chains = new Set(
    certificates.filter(({ role, index }) => role === 'leaf' && index === 0).map(placeOf),
  );
  const wrong = certificates.filter(isWrong);
  const kinds: readonly CheckKind[] = [
    'leaf',
    'intermediate',
    ...(revocationLists.length > 0 ? (['crl'] as const) : []),
  ];
  return {
    roots: wrong.filter((each) => each.role === 'root' && !chains.has(placeOf(each))).length,
    wrong: wrong.length + revocationLists.filter(isWrong).length + countProblems(problems),
    otherKinds: kinds.filter((kind) => asked.has(kind)),
  };
}

/** For the end of a line: `4 of these 7 are only roots in CA bundles (--roles leaf,intermediate leaves them out)`; empty where none is. */
export function onlyRootsInWords({ roots, wrong, otherKinds }: OnlyRoots): string {
  if (roots === 0 || otherKinds.length === 0) return '';
  const share = roots < wrong ? `${roots} of these ${wrong}` : wrong === 1 ? 'the one' : `all ${wrong}`;
  const are = roots === 1 ? 'is only a root in a CA bundle' : 'are only roots in CA bundles';
  return `${share} ${are} (--roles ${otherKinds.join(',')} leaves ${roots === 1 ? 'it' : 'them'} out)`;
}
