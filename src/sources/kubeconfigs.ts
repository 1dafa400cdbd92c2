import type { Kubeconfig } from '../formats/kubeconfig.ts';
import type { Collection, Source } from '../model/source.ts';
import type { BytePath } from './byte-path.ts';
import { FileFinder, type FinderOptions, type Found } from './file-finder.ts';
import { FileStore } from './file-store.ts';
import { DEFAULT_MAX_FILE_BYTES } from './files-settings.ts';
import { KubeconfigPlacer } from './kubeconfigs/place-kubeconfigs.ts';
import { referencedPaths } from './kubeconfigs/referenced-paths.ts';
import { sameKubeconfig } from './kubeconfigs/same-kubeconfig.ts';
import { MatchMerger } from './merge-matches.ts';
import type { ReadContainer } from './read-matches.ts';
import { TimeSlice } from './time-slice.ts';
import type { Trouble } from './walk-result.ts';

export interface KubeconfigsSourceOptions extends Omit<FinderOptions, 'readContainer'> {
  /** The `source` label. */
  readonly name: string;
  /** Seconds between two collections. */
  readonly interval: number;
  readonly readKubeconfig: ReadContainer<Kubeconfig>;
  /** Reads the files that kubeconfigs name. */
  readonly readContainer: ReadContainer;
}

/** Certificates in kubeconfigs and in the files that these name. */
export function createKubeconfigsSource(options: KubeconfigsSourceOptions): Source {
  const { name, interval } = options;
  const collector = new KubeconfigsCollector(options);
  return {
    name,
    type: 'kubeconfigs',
    interval,
    collect: (signal) => collector.collect(signal),
    close: async () => collector.close(),
  };
}

/**
 * Looks in two steps: for the kubeconfigs that are configured, then for the files that these name. Both are read again
 * when they change and not before, each whether or not the other does.
 */
class KubeconfigsCollector {
  readonly #options: KubeconfigsSourceOptions;
  readonly #kubeconfigs = new FileStore<Kubeconfig>(sameKubeconfig);
  readonly #referenced = new FileStore();
  readonly #finder: FileFinder<Kubeconfig>;
  readonly #merger = new MatchMerger();
  readonly #placer = new KubeconfigPlacer();
  #references: { readonly paths: readonly BytePath[]; readonly finder: FileFinder } | undefined;

  constructor(options: KubeconfigsSourceOptions) {
    this.#options = options;
    this.#finder = new FileFinder({ ...options, readContainer: options.readKubeconfig }, this.#kubeconfigs);
  }

  async collect(signal: AbortSignal): Promise<Collection> {
    signal.throwIfAborted();
    const slice = new TimeSlice(signal);
    this.#kubeconfigs.begin();
    this.#referenced.begin();
    const found = await this.#finder.find(signal, slice);
    const files = (await this.#merger.merge(found.matches, slice)).flatMap(({ path, identity, literal }) => {
      const contents = this.#kubeconfigs.last(identity);
      return contents === undefined ? [] : [{ path, literal, contents }];
    });
    const paths = referencedPaths(files);
    const references = await this.#look(paths, signal, slice);
    const troubles = [...found.troubles, ...furtherTroubles(found, references, paths)];
    const placed = this.#placer.place(files, troubles, references, this.#referenced);
    this.#kubeconfigs.end();
    this.#referenced.end();
    return { ...placed, complete: found.complete && references.complete };
  }

  close(): void {
    this.#finder.close();
    this.#references?.finder.close();
  }

  async #look(paths: readonly BytePath[], signal: AbortSignal, slice: TimeSlice): Promise<Found> {
    if (paths.length === 0) return NOTHING;
    const before = this.#references;
    const isSame = before !== undefined && paths.join('\0') === before.paths.join('\0');
    if (!isSame) {
      before?.finder.close();
      const { root, remote, readContainer, now, mountInfo } = this.#options;
      const finder = new FileFinder(
        {
          include: [],
          paths,
          root,
          remote,
          readContainer,
          maxFileBytes: DEFAULT_MAX_FILE_BYTES,
          ...(now && { now }),
          ...(mountInfo && { mountInfo }),
        },
        this.#referenced,
      );
      this.#references = { paths, finder };
    }
    return this.#references?.finder.find(signal, slice) ?? NOTHING;
  }
}

/** What is wrong where references lead but with none of them itself, a mount that does not answer; each told once. */
function furtherTroubles(found: Found, references: Found, paths: readonly BytePath[]): readonly Trouble[] {
  const told = new Set(found.troubles.map(({ path, finding }) => `${finding.reason} ${path}`));
  const named = new Set(paths);
  return references.troubles.filter(
    ({ path, finding }) => !named.has(path) && !told.has(`${finding.reason} ${path}`),
  );
}

const NOTHING: Found = { matches: [], troubles: [], complete: true };
