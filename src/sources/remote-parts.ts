import type { BytePath } from './byte-path.ts';
import type { FileIdentity } from './file-identity.ts';
import type { FileStore } from './file-store.ts';
import type { FilesSettings } from './files-settings.ts';
import { contentsOf, type FreshFile, type ReadContainer } from './read-matches.ts';
import type { RemoteFindings, RemoteRequest } from './remote-protocol.ts';
import { RemoteReader, type RemoteReaderSettings } from './remote-reader.ts';
import { TimeSlice } from './time-slice.ts';
import type { RemoteSpot, Trouble } from './walk-result.ts';

/** What is known of one mount. */
interface MountPart {
  readonly findings: RemoteFindings;
  /** Files that were read from it: more than it was possible to look at again, where it was given up half-way. */
  readonly read: readonly FileIdentity[];
}

const NONE: RemoteFindings = { matches: [], troubles: [], complete: true, matched: [], blocked: [] };

/**
 * The part of a source that lies on network mounts. Where a mount does not answer, what was last found on it stays,
 * with a problem and an incomplete collection, until it answers again or is no longer mounted.
 */
export class RemoteParts<Contents> {
  readonly #settings: FilesSettings;
  readonly #store: FileStore<Contents>;
  readonly #readContainer: ReadContainer<Contents>;
  readonly #reader: RemoteReader;
  readonly #timeout: number;
  #last = new Map<BytePath, MountPart>();

  constructor(
    settings: FilesSettings,
    store: FileStore<Contents>,
    remote: RemoteReaderSettings,
    readContainer: ReadContainer<Contents>,
  ) {
    const { include, paths, directories, exclude, regex, root, optional, maxFileBytes } = settings;
    this.#settings = { include, paths, directories, exclude, regex, root, optional, maxFileBytes };
    this.#store = store;
    this.#readContainer = readContainer;
    this.#reader = new RemoteReader(remote);
    this.#timeout = remote.timeout;
  }

  /** Looks at all mounts at the same time. Rejects only with the signal's reason. */
  async collect(spots: readonly RemoteSpot[], signal: AbortSignal): Promise<RemoteFindings> {
    if (spots.length === 0) {
      this.#last.clear();
      return NONE;
    }
    const byMount = [...Map.groupBy(spots, ({ mount }) => mount)];
    const parts = await Promise.all(
      byMount.map(async ([mount, there]) => [mount, await this.#collectMount(mount, there, signal)] as const),
    );
    this.#last = new Map(parts.map(([mount, { kept }]) => [mount, kept]));
    const all = parts.map(([, { told }]) => told);
    return {
      matches: all.flatMap(({ matches }) => matches),
      troubles: all.flatMap(({ troubles }) => troubles),
      complete: all.every(({ complete }) => complete),
      matched: all.flatMap(({ matched }) => matched),
      blocked: all.flatMap(({ blocked }) => blocked),
    };
  }

  close(): void {
    this.#reader.close();
  }

  async #collectMount(
    mount: BytePath,
    spots: readonly RemoteSpot[],
    signal: AbortSignal,
  ): Promise<{ kept: MountPart; told: RemoteFindings }> {
    const { findings: last, read } = this.#last.get(mount) ?? { findings: NONE, read: [] };
    const fresh: FileIdentity[] = [];
    const request: RemoteRequest = {
      settings: this.#settings,
      spots: spots.map(({ path, include, exclude, accepts }) => ({
        path,
        include: include?.positions ?? [],
        exclude: exclude?.positions ?? [],
        accepts,
      })),
      known: this.#store.settledAmong(read),
    };
    // Files come faster than they may be parsed: each waits for the one before it.
    let parsed = Promise.resolve();
    const slice = new TimeSlice(signal);
    const keep = async (file: FreshFile): Promise<void> => {
      const contents = await contentsOf(file, this.#readContainer, slice);
      fresh.push(file.identity);
      this.#store.put(file.identity, file.settled, contents);
    };
    const onFile = (file: FreshFile): void => {
      parsed = parsed.then(() => keep(file));
      // Whoever waits for it below hears of a failure; nobody does where reading itself fails first.
      parsed.catch(() => undefined);
    };
    const outcome = await this.#reader.read(mount, request, onFile, signal);
    await parsed;
    if (outcome.kind === 'done') {
      const { findings } = outcome;
      return { kept: { findings, read: findings.matches.map(({ identity }) => identity) }, told: findings };
    }
    const finding = {
      timeout: { reason: 'timeout', detail: `The mount did not answer within ${this.#timeout} seconds.` },
      failed: { reason: 'io_error', detail: outcome.kind === 'failed' ? outcome.detail : '' },
    } as const;
    const trouble: Trouble = { path: this.#hostPath(mount), finding: finding[outcome.kind] };
    const patterns = spots.flatMap((spot) => [
      ...(spot.include?.patterns ?? []),
      ...(spot.accepts?.patterns ?? []),
    ]);
    // What was wrong with single files there is as little known to have changed as what was right.
    const told = { ...last, troubles: [...last.troubles, trouble], complete: false, blocked: patterns };
    return { kept: { findings: last, read: [...read, ...fresh] }, told };
  }

  /** Where the mount is on the host. */
  #hostPath(mount: BytePath): BytePath {
    const root = Buffer.from(this.#settings.root ?? '', 'utf8')
      .toString('latin1')
      .replace(/\/+$/, '');
    return mount === root || mount.startsWith(`${root}/`) ? mount.slice(root.length) : mount;
  }
}
