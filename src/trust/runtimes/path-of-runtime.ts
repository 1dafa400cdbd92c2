import { Binaries } from '../host/libraries.ts';
import { AnchorLoader } from './anchor-loader.ts';
import { RULE_OF } from './rules.ts';
import type { TrustQuestion } from './runtime-trust.ts';

/**
 * The file or folder that a runtime takes its anchors from on a host, for whoever verifies in its place: of its first
 * installation, the first that gives it any, else the first that it looks at.
 *
 * @returns undefined for what is no runtime or not installed, whose roots are built in, or whose store is Java's own.
 */
export function pathOfRuntime(runtime: string, question: TrustQuestion): string | undefined {
  const rule = Object.values(RULE_OF).find((each) => each.runtime === runtime);
  const { host, environment } = question;
  const surroundings = { host, environment, binaries: question.binaries ?? new Binaries(host) };
  const [installation] = rule?.installations(surroundings) ?? [];
  if (rule === undefined || installation === undefined) return undefined;
  const loader = question.loader ?? new AnchorLoader(host);
  const places = rule
    .choose(installation, surroundings)
    .places.filter(({ parser }) => parser !== 'java-keystore');
  const first = places.find((place) => loader.load(place).certificates.length > 0) ?? places[0];
  return first?.path;
}
