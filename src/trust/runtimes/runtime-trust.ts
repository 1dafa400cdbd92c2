import type { Certificate } from '../../model/certificate.ts';
import type { RuntimeTrust, TrustLocation } from '../../model/trust.ts';
import type { HostFiles } from '../host/host-files.ts';
import { Binaries } from '../host/libraries.ts';
import { AnchorLoader } from './anchor-loader.ts';
import type { Choice, Environment, Place, RuntimeRule } from './choice.ts';
import { RUNTIME_RULES } from './rules.ts';

export interface TrustQuestion {
  readonly host: HostFiles;
  /** Of the programs whose trust is asked for; empty for a host that is only mounted somewhere. */
  readonly environment: Environment;
  /** What has read the host before, to read nothing twice. */
  readonly loader?: AnchorLoader;
  readonly binaries?: Binaries;
  readonly rules?: readonly RuntimeRule[];
}

/**
 * What every runtime that is installed on a host trusts in an environment, by its own rule and its own parser: sorted
 * by runtime and installation. Runs nothing. Reads whole programs: a Node.js takes most of a second the first time.
 */
export function runtimeTrusts(question: TrustQuestion): readonly RuntimeTrust[] {
  const { host, environment } = question;
  const loader = question.loader ?? new AnchorLoader(host);
  const surroundings = { host, environment, binaries: question.binaries ?? new Binaries(host) };
  return (question.rules ?? RUNTIME_RULES).flatMap((rule) =>
    rule.installations(surroundings).map((installation) => {
      const choice = rule.choose(installation, surroundings);
      return { runtime: rule.runtime, installation, ...trustOf(choice, loader) };
    }),
  );
}

/** What comes of a choice: its anchors, and whether the program can do anything with them. */
export function trustOf(
  choice: Choice,
  loader: AnchorLoader,
): Omit<RuntimeTrust, 'runtime' | 'installation'> {
  const anchors = new Map<string, Certificate>();
  const remarks: string[] = choice.detail === undefined ? [] : [choice.detail];
  // A place that is taken by two parts of one rule is told of once.
  const told = new Set<string>();
  const used: Place[] = [];
  let fails = false;
  let isUnknown = false;
  if (choice.builtIn !== undefined) {
    for (const each of loader.builtIn(choice.builtIn).certificates) anchors.set(each.fingerprintSha256, each);
  }
  for (const place of choice.places) {
    if (place.isFallback === true && anchors.size > 0) continue;
    used.push(place);
    const { certificates, problem, isUnknown: mayHoldMore = false } = loader.load(place);
    for (const each of certificates) anchors.set(each.fingerprintSha256, each);
    const isLost = certificates.length === 0;
    if (mayHoldMore) isUnknown = true;
    else if (place.isNecessary === true && isLost) fails = true;
    // A default that is not there is how most hosts are; what somebody has named is misspelt then.
    const isTold = place.isNecessary === true || place.isNamed === true || !isLost;
    if (problem !== undefined && (isTold || isDamage(problem))) told.add(`${place.path}: ${problem}`);
    if (place.isNamed === true && !place.path.startsWith('/')) {
      told.add(`${place.path}: is relative to the folder in which the program was started`);
    }
  }
  remarks.push(...told);
  const fingerprints = fails ? [] : [...anchors.keys()].sort();
  if (fingerprints.length === 0 && !isUnknown)
    remarks.unshift(fails ? 'It fails as a whole.' : 'It has no anchors.');
  return {
    locations: distinct(used),
    rule: choice.rule,
    anchors: isUnknown ? undefined : fingerprints.length,
    fingerprints,
    usable: isUnknown || fingerprints.length > 0,
    detail: remarks.join(' '),
  };
}

/** Whether a problem is more than that a place is missing. */
function isDamage(problem: string): boolean {
  return (
    !problem.includes('ENOENT') && !problem.startsWith('is not there') && !problem.startsWith('holds no')
  );
}

/** Each place once: some are taken by two parts of one rule. */
function distinct(places: readonly Place[]): readonly TrustLocation[] {
  const found = new Map(places.map(({ path, kind }) => [`${kind} ${path}`, { path, kind }]));
  return [...found.values()];
}
