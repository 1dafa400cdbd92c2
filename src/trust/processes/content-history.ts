import { hash } from 'node:crypto';
import type { SeenContent, SeenContents } from '../../model/trust-processes.ts';
import type { HostFiles } from '../host/host-files.ts';
import type { AnchorLoader } from '../runtimes/anchor-loader.ts';
import type { Place } from '../runtimes/choice.ts';
import { namesOf } from '../runtimes/folder-names.ts';

/** A host as some processes see it, read once for one look. */
export interface SeenHost {
  readonly host: HostFiles;
  readonly loader: AnchorLoader;
}

/** The clock that files and processes of a host have their times from. */
export interface HostClock {
  /** What time it is, in Unix seconds; what is below a millisecond may be left out. */
  readonly now: () => number;
  /** Unix seconds at which the host was started, as its clock tells now. */
  readonly bootedAt: number;
}

/** Seconds that a clock of milliseconds may be behind the times of files, which tell finer ones. */
const MILLISECOND = 0.001;

/**
 * When the content of places last changed: not their bytes and times but the anchors that come out of them, so that a
 * bundle that is made again with the same roots has not changed. At the first look at a place nothing is known but
 * the times of its files.
 */
export class ContentHistory {
  readonly #before: SeenContents;
  readonly #clock: HostClock;
  readonly #begunAt: number;
  readonly #seen = new Map<string, SeenContent>();

  /**
   * @param before what the look before this one has given back.
   */
  constructor(before: SeenContents, clock: HostClock) {
    this.#before = before;
    this.#clock = clock;
    this.#begunAt = clock.now();
  }

  /** For the look after this one. */
  get contents(): SeenContents {
    return this.#seen;
  }

  /**
   * Unix seconds at which what a place holds last changed; undefined where nothing is there and nothing was.
   *
   * @param view what tells apart those who see other files under the same path.
   */
  changedAt(view: string, place: Place, seen: SeenHost): number | undefined {
    const key = JSON.stringify([view, place.parser, place.kind, place.path]);
    let content = this.#seen.get(key);
    if (content === undefined) {
      content = this.#look(place, seen, this.#byThisClock(this.#before.get(key)));
      this.#seen.set(key, content);
    }
    return content.changedAt;
  }

  /** What was seen before with the times that the clock of now would have told, where it was set meanwhile. */
  #byThisClock(before: SeenContent | undefined): SeenContent | undefined {
    if (before === undefined) return undefined;
    const { changedAt } = before;
    const set = this.#clock.bootedAt - before.bootedAt;
    return {
      ...before,
      seenAt: before.seenAt + set,
      changedAt: changedAt === undefined ? undefined : changedAt + set,
    };
  }

  #look(place: Place, { host, loader }: SeenHost, before: SeenContent | undefined): SeenContent {
    const fingerprints = loader.load(place).certificates.map(({ fingerprintSha256 }) => fingerprintSha256);
    const times = timesOf(host, place);
    // What stays closed, such as a keystore with a passphrase of its own, is known by nothing but its times.
    const content = fingerprints.length > 0 ? [...new Set(fingerprints)].sort() : times.map(String);
    const digest = hash('sha256', content.join('\n'), 'hex');
    const seen = { digest, seenAt: this.#begunAt, bootedAt: this.#clock.bootedAt };
    if (before?.digest === digest) return { ...seen, changedAt: before.changedAt };
    // What is written while it is read has a time after the look began. A clock that was wrong, or another machine's,
    // makes nobody stale for ever.
    const now = this.#clock.now() + MILLISECOND;
    const past = times.filter((time) => time <= now);
    if (before === undefined)
      return { ...seen, changedAt: past.length === 0 ? undefined : Math.max(...past) };
    const links = host.linkedAt(place.path) ?? 0;
    const between = [...past, links].filter((time) => time > before.seenAt && time <= now);
    // Where no time tells, it was after the last look: who started before that is stale for sure.
    return { ...seen, changedAt: between.length === 0 ? before.seenAt : Math.max(...between) };
  }
}

/** Of a folder those of the files that are read: its own changes with each name that means nothing to the runtime. */
function timesOf(host: HostFiles, { kind, path, names = 'hashed' }: Place): number[] {
  const paths = kind === 'file' ? [path] : namesOf(host, path, names).map((name) => `${path}/${name}`);
  return paths.map((each) => host.changedAt(each)).filter((time) => time !== undefined);
}
