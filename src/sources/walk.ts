import type { BigIntStats } from 'node:fs';
import type { Finding } from '../model/problem.ts';
import { type BytePath, toBytePath } from './byte-path.ts';
import { type Entry, listDirectory } from './directory-listing.ts';
import { errorCode, findingOfCode, notRegular } from './errno.ts';
import { identityOf, isSettled, sameIdentity } from './file-identity.ts';
import { type Folder, type FolderPlan, planFolder, type Spot, type Wanted } from './folder-plan.ts';
import type { PathResolver } from './path-resolver.ts';
import type { Acceptance } from './pattern-set.ts';
import type { TimeSlice } from './time-slice.ts';
import type { WalkResult } from './walk-result.ts';

/** What walks of one source keep from one to the next: which names matter in folders that did not change. */
export type FolderPlans = Map<string, FolderPlan>;

/** Where a walk takes up: the root of the file system, or a name in it. */
export type WalkStart = Omit<Spot, 'name' | 'kind' | 'match'>;

/**
 * How often one folder is entered at the same stage of the patterns. Once is enough, because the first way in has
 * the smallest path; but where whole paths are filtered another way in may be the one that passes.
 */
const WAYS_IN = { plain: 1, filtered: 16 } as const;

/** One walk through the file system, for everything that is wanted. */
export class Walk {
  readonly result: WalkResult = {
    matches: [],
    troubles: [],
    remote: [],
    complete: true,
    matched: new Set(),
    blocked: new Set(),
  };
  readonly #wanted: Wanted;
  readonly #resolver: PathResolver;
  readonly #known: FolderPlans;
  readonly #slice: TimeSlice;
  readonly #now: () => number;
  readonly #rootLength: number;
  readonly #waysIn = new Map<string, number>();
  readonly #inside = new Set<string>();
  readonly #seen = new Set<Acceptance>();
  /** The plans that this walk used: those to keep for the next one. */
  readonly plans: FolderPlans = new Map();

  constructor(
    wanted: Wanted,
    resolver: PathResolver,
    known: FolderPlans,
    slice: TimeSlice,
    now: () => number,
  ) {
    this.#wanted = wanted;
    this.#resolver = resolver;
    this.#known = known;
    this.#slice = slice;
    this.#now = now;
    this.#rootLength = resolver.root.kind === 'found' ? resolver.root.path.length : 0;
  }

  /** Goes through everything from the places given. Rejects only when the signal of its time slices aborts. */
  async run(starts: readonly WalkStart[]): Promise<void> {
    const { root } = this.#resolver;
    for (const start of starts) {
      const spot: Spot = { ...start, name: start.path.slice(1), kind: 'name' };
      if (start.path === '' || root.kind !== 'found') await this.#arrive(spot, root);
      else await this.#look(spot, root.path);
    }
    for (const { patterns } of this.#seen) for (const pattern of patterns) this.result.matched.add(pattern);
  }

  async #enter(folder: Folder, at: BytePath, stats: BigIntStats): Promise<void> {
    const stage = `${stats.dev}:${stats.ino}|${folder.include.key}|${folder.exclude?.key ?? ''}`;
    const ways = this.#waysIn.get(stage) ?? 0;
    const most = this.#wanted.regex === undefined ? WAYS_IN.plain : WAYS_IN.filtered;
    if (ways >= most || this.#inside.has(stage)) return;
    this.#waysIn.set(stage, ways + 1);
    this.#inside.add(stage);
    const plan = await this.#plan(folder, at, stats);
    for (const acceptance of plan.leftOut) this.#seen.add(acceptance);
    for (const spot of plan.files) {
      const resolution = this.#resolver.followFile(at, spot.name);
      // What used to be a plain file may be anything by now.
      if (resolution.kind === 'found' && resolution.stats.isFile()) this.#accept(spot, resolution);
      else await this.#arrive(spot, resolution);
      if (this.#slice.due()) await this.#slice.pause();
    }
    for (const spot of plan.others) {
      await this.#look(spot, at);
      if (this.#slice.due()) await this.#slice.pause();
    }
    this.#inside.delete(stage);
  }

  async #plan(folder: Folder, at: BytePath, stats: BigIntStats): Promise<FolderPlan> {
    const key = `${folder.path}\0${folder.realPath}\0${folder.include.key}\0${folder.exclude?.key ?? ''}`;
    const identity = identityOf(stats);
    const known = this.#known.get(key);
    const { needsListing } = folder.include;
    if (known !== undefined && (!needsListing || (known.settled && sameIdentity(known.identity, identity)))) {
      this.plans.set(key, known);
      return known;
    }
    const settled = isSettled(identity, this.#now());
    const entries = needsListing ? await this.#list(folder, at) : [];
    const sorted = await planFolder(this.#wanted, folder, entries ?? [], this.#slice);
    const plan: FolderPlan = { identity, settled: settled && entries !== undefined, ...sorted };
    this.plans.set(key, plan);
    return plan;
  }

  async #list(folder: Folder, at: BytePath): Promise<Entry[] | undefined> {
    try {
      return await listDirectory(at, this.#slice);
    } catch (error) {
      const code = errorCode(error);
      // An abort is no fault of the folder; and one that has gone since its name was read is not there.
      if (code === 'UNKNOWN' || code === 'ABORT_ERR') throw error;
      if (code !== 'ENOENT' && code !== 'ENOTDIR') {
        // Names that were written out are looked up all the same, and speak for themselves.
        const globs = folder.include.patterns.filter((index) => this.#patternKind(index) !== 'path');
        this.#cannotList(folder.path, globs, code);
      }
      return undefined;
    }
  }

  async #look(spot: Spot, at: BytePath): Promise<void> {
    if (spot.kind === 'other') this.#refuse(spot);
    else await this.#arrive(spot, this.#resolver.follow(at, spot.name));
  }

  async #arrive(spot: Spot, resolution: ReturnType<PathResolver['follow']>): Promise<void> {
    const { path, include, exclude, accepts } = spot;
    if (resolution.kind === 'remote') {
      this.result.remote.push({ path, mount: resolution.mount, include, exclude, accepts });
    } else if (resolution.kind === 'failed') {
      this.#fail(spot, resolution.code);
    } else if (resolution.kind === 'missing') {
      if (!resolution.dangling || accepts === undefined) return;
      this.#seen.add(accepts);
      const detail = 'It is a symbolic link that leads to nothing.';
      this.#trouble(path, { reason: 'not_found', detail });
    } else if (resolution.stats.isDirectory()) {
      if (accepts?.expectsFile) this.#refuse(spot, resolution.stats);
      const realPath = this.#realPath(path, resolution.path);
      if (include === undefined || this.#isExcluded(path, realPath)) return;
      await this.#enter({ path, realPath, include, exclude }, resolution.path, resolution.stats);
    } else if (resolution.stats.isFile()) {
      this.#accept(spot, resolution);
    } else {
      this.#refuse(spot, resolution.stats);
    }
  }

  #accept(spot: Spot, { path: file, stats }: { path: BytePath; stats: BigIntStats }): void {
    const { path, accepts, kind, match } = spot;
    if (accepts === undefined) return;
    this.#seen.add(accepts);
    // A plain file has been held against the exclusions when its folder was listed.
    if (kind !== 'file' && this.#isExcluded(path, this.#realPath(path, file))) return;
    const same = match !== undefined && match.file === file && sameIdentity(match.identity, stats);
    // Twenty thousand objects less in each collection are as many that nobody has to clear away.
    const current = same ? match : { path, file, identity: identityOf(stats), literal: accepts.literal };
    spot.match = current;
    this.result.matches.push(current);
  }

  #refuse({ path, accepts }: Spot, stats?: BigIntStats): void {
    if (accepts === undefined) return;
    this.#seen.add(accepts);
    this.#trouble(path, notRegular(stats));
  }

  #fail({ path, include, accepts, kind }: Spot, code: string): void {
    if (accepts !== undefined) {
      this.#seen.add(accepts);
      this.#trouble(path, findingOfCode(code, 'stat'));
    } else if (include !== undefined && (kind !== 'link' || (code !== 'ELOOP' && code !== 'EACCES'))) {
      this.#cannotList(path, include.patterns, code);
    }
  }

  /** Tells it at each path that was written out, and at the folder for patterns that lead into it. */
  #cannotList(path: BytePath, patterns: readonly number[], code: string): void {
    const finding = findingOfCode(code, 'opendir');
    let listed = false;
    for (const index of patterns) {
      this.result.blocked.add(index);
      if (this.#patternKind(index) === 'path') this.#trouble(this.#patternPath(index), finding);
      else listed = true;
    }
    if (!listed) return;
    this.#trouble(path, finding);
    const expected = this.#wanted.optional && finding.reason === 'permission_denied';
    if (finding.reason !== 'not_found' && !expected) this.result.complete = false;
  }

  #patternKind(index: number): string | undefined {
    return this.#wanted.includes.patterns[index]?.kind;
  }

  #patternPath(index: number): BytePath {
    return toBytePath(this.#wanted.includes.patterns[index]?.text ?? '');
  }

  #trouble(path: BytePath, finding: Finding): void {
    this.result.troubles.push({ path, finding });
  }

  #realPath(path: BytePath, found: BytePath): BytePath {
    return this.#resolver.resolvesLinks ? found.slice(this.#rootLength) : path;
  }

  #isExcluded(path: BytePath, realPath: BytePath): boolean {
    return realPath !== path && this.#wanted.excludes.covers(realPath);
  }
}
