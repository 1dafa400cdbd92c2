import type { Container } from '../../formats/container.ts';
import type { EntryContents, Kubeconfig } from '../../formats/kubeconfig.ts';
import type { Location } from '../../model/location.ts';
import type { Finding, Problem } from '../../model/problem.ts';
import type { Collection, FoundCertificate, FoundRevocationList } from '../../model/source.ts';
import { type BytePath, printPath } from '../byte-path.ts';
import type { Found } from '../file-finder.ts';
import type { FileStore } from '../file-store.ts';
import { judgeContents } from '../judge-contents.ts';
import type { Trouble } from '../walk-result.ts';
import { type FoundKubeconfig, referencedPath } from './referenced-paths.ts';

/** What an entry comes to: as long as it is the same, so is everything made of it. */
type Held = Container | Finding;

/** An entry, or a file as a whole, at its place. */
interface Placed {
  readonly held: Held;
  readonly certificates: readonly FoundCertificate[];
  readonly revocationLists: readonly FoundRevocationList[];
  readonly problems: readonly Problem[];
}

/**
 * Makes certificates with a location out of kubeconfigs and the files that they name, and keeps every object that need
 * not change: where nothing changed at all, the very same arrays come out.
 */
export class KubeconfigPlacer {
  #placed = new Map<string, Placed>();
  #collected: Omit<Collection, 'complete'> = { certificates: [], revocationLists: [], problems: [] };
  #troubles = '';

  place(
    files: readonly FoundKubeconfig[],
    troubles: readonly Trouble[],
    references: Found,
    store: FileStore,
  ): Omit<Collection, 'complete'> {
    const resolve = referenceResolver(references, store);
    const placed = new Map<string, Placed>();
    for (const file of files) {
      for (const { key, location, held } of heldBy(file, resolve)) {
        const unique = `${file.path}\0${key}`;
        const before = this.#placed.get(unique);
        placed.set(
          unique,
          before !== undefined && sameHeld(before.held, held) ? before : placeHeld(held, location),
        );
      }
    }
    this.#collect([...placed.values()], troubles);
    this.#placed = placed;
    return this.#collected;
  }

  #collect(all: readonly Placed[], troubles: readonly Trouble[]): void {
    const before = [...this.#placed.values()];
    const told = JSON.stringify(troubles);
    if (
      all.length === before.length &&
      all.every((one, at) => one === before[at]) &&
      told === this.#troubles
    ) {
      return;
    }
    this.#troubles = told;
    this.#collected = {
      certificates: all.flatMap(({ certificates }) => certificates),
      revocationLists: all.flatMap(({ revocationLists }) => revocationLists),
      problems: [
        ...troubles.map(({ path, finding }) => ({ ...finding, location: { path: printPath(path) } })),
        ...all.flatMap(({ problems }) => problems),
      ],
    };
  }
}

/** What is at a path that a kubeconfig names. */
type Resolve = (path: BytePath) => Held;

function referenceResolver({ matches, troubles }: Found, store: FileStore): Resolve {
  const identities = new Map(matches.map(({ path, identity }) => [path, identity]));
  const findings = new Map(troubles.map(({ path, finding }) => [path, finding]));
  return (path) => {
    const identity = identities.get(path);
    const contents = identity === undefined ? undefined : store.last(identity);
    if (contents?.kind === 'container') return contents.container;
    const { reason, detail } = contents?.finding ?? findings.get(path) ?? GONE;
    return { reason, detail: `It names ${printPath(path)}. ${detail}` };
  };
}

const GONE: Finding = { reason: 'not_found', detail: 'There is no such file.' };

interface HeldAt {
  readonly key: string;
  readonly location: Location;
  readonly held: Held;
}

function* heldBy({ path, literal, contents }: FoundKubeconfig, resolve: Resolve): Generator<HeldAt> {
  const location = { path: printPath(path) };
  const whole = contents.kind === 'failed' ? [contents.finding] : wholeFindings(contents.container, literal);
  for (const [index, held] of whole.entries()) yield { key: String(index), location, held };
  if (contents.kind === 'failed') return;
  // Entries of one name are told apart by their order.
  const counts = new Map<string, number>();
  for (const { entry, contents: within } of contents.container.entries) {
    const count = counts.get(entry) ?? 0;
    counts.set(entry, count + 1);
    yield {
      key: `${entry}\0${count}`,
      location: { ...location, entry },
      held: heldIn(within, path, resolve),
    };
  }
}

function heldIn(contents: EntryContents, kubeconfig: BytePath, resolve: Resolve): Held {
  if (contents.kind === 'data') return contents.container;
  return contents.kind === 'path' ? resolve(referencedPath(kubeconfig, contents.path)) : contents.finding;
}

/** What of another kind a glob happens to match is left in peace. */
function wholeFindings({ kind, findings }: Kubeconfig, literal: boolean): readonly Finding[] {
  if (kind === 'empty') return [{ reason: 'no_certificate', detail: 'The file is empty.' }];
  if (kind === 'other' && literal) {
    return [{ reason: 'malformed_kubeconfig', detail: 'It is no kubeconfig: its kind is not Config.' }];
  }
  return findings;
}

function placeHeld(held: Held, location: Location): Placed {
  if (isFinding(held)) {
    return { held, certificates: [], revocationLists: [], problems: [{ ...held, location }] };
  }
  const problems = judgeContents(held, location.path ?? '', true);
  return {
    held,
    certificates: held.certificates.map((certificate, index) => ({ certificate, location, index })),
    revocationLists: held.revocationLists.map((revocationList) => ({ revocationList, location })),
    problems: problems.map((finding) => ({ ...finding, location })),
  };
}

function isFinding(held: Held): held is Finding {
  return 'reason' in held;
}

function sameHeld(left: Held, right: Held): boolean {
  if (left === right) return true;
  if (!isFinding(left) || !isFinding(right)) return false;
  return left.reason === right.reason && left.detail === right.detail;
}
