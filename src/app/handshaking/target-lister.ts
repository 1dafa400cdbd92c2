import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ConfigError } from '../../config/config-error.ts';
import type { HandshakeSettings, TargetFileSettings } from '../../config/handshake-settings.ts';
import { parseTargetList, type TargetList } from '../../config/target-list.ts';
import { boundedTest } from '../../matching/bounded-expression.ts';
import type { Target } from '../../model/handshake.ts';
import type { Problem, ProblemReason } from '../../model/problem.ts';
import { holds } from '../../model/shard.ts';
import { type FileIdentity, identityOf, isSettled, sameIdentity } from '../../sources/file-identity.ts';

/** A list of targets larger than this is no list of targets. */
const MOST_BYTES = 64 * 1024 * 1024;

/** What the targets are at one moment. */
export interface Listing {
  /** Each target once for each module. The same array as before where nothing has changed. */
  readonly targets: readonly Target[];
  readonly problems: readonly Problem[];
}

interface Known {
  /** Undefined where a change since may not show in it. */
  readonly identity: FileIdentity | undefined;
  /** Of the last content that could be used. */
  readonly targets: readonly Target[];
  readonly problem: Problem | undefined;
}

/**
 * Lists the targets of a configuration: its own, those of files, those of environment variables; where a target is
 * in several places the first counts. A file costs one `stat` while it does not change, and one that cannot be used
 * keeps what it held before.
 */
export class TargetLister {
  readonly #settings: HandshakeSettings;
  /** What the environment lists, which does not change while a process runs. */
  readonly #listed: readonly Target[];
  readonly #listedProblems: readonly Problem[];
  #files = new Map<string, Known>();
  #last: Listing | undefined;

  /** `before` listed for the configuration before: what it read of a file that is broken now stays in force. */
  constructor(
    settings: HandshakeSettings,
    environment: Readonly<Record<string, string | undefined>>,
    before?: TargetLister,
  ) {
    this.#settings = settings;
    const lists = settings.targetVariables.map(({ variable, module }) => ({
      variable,
      ...parseTargetList(environment[variable] ?? '', module),
    }));
    this.#listed = lists.flatMap(({ targets }) => targets);
    this.#listedProblems = lists.flatMap(problemsOf);
    // Read again all the same: the module of its targets may be another one now.
    if (before === undefined) return;
    for (const [path, known] of before.#files) this.#files.set(path, { ...known, identity: undefined });
  }

  async list(): Promise<Listing> {
    const { targets, targetFiles } = this.#settings;
    const problems: Problem[] = [...this.#listedProblems];
    const known = new Map<string, Known>();
    const modules = new Set(this.#settings.modules.keys());
    for (const settings of targetFiles) {
      for (const path of await pathsOf(settings, problems)) {
        if (!known.has(path)) known.set(path, await this.#read(path, settings.module, modules));
      }
    }
    for (const { problem } of known.values()) if (problem !== undefined) problems.push(problem);
    const hasChanged =
      this.#last === undefined ||
      known.size !== this.#files.size ||
      [...known].some(([path, file]) => this.#files.get(path)?.targets !== file.targets);
    this.#files = known;
    if (this.#last !== undefined && !hasChanged) return { targets: this.#last.targets, problems };
    const fromFiles = [...known.values()].flatMap((file) => file.targets);
    const all = unique([...targets, ...fromFiles, ...this.#listed]);
    const own = all.filter(({ target, module }) => holds(this.#settings.shard, target, module));
    this.#last = { targets: own, problems };
    return this.#last;
  }

  async #read(path: string, module: string, modules: ReadonlySet<string>): Promise<Known> {
    const before = this.#files.get(path);
    const kept = before?.targets ?? [];
    const now = Date.now();
    let identity: FileIdentity | undefined;
    try {
      const found = identityOf(await stat(path, { bigint: true }));
      if (before?.identity !== undefined && sameIdentity(before.identity, found)) return before;
      if (isSettled(found, now)) identity = found;
      if (found.size > MOST_BYTES) return { identity, targets: kept, problem: tooLarge(path) };
      // Its format and its schema are large, and loaded where there is such a file.
      const { parseTargetFile } = await import('../../config/target-file.ts');
      const read = parseTargetFile(await readFile(path, 'utf8'), path, module, modules);
      const isSame = JSON.stringify(read) === JSON.stringify(kept);
      return { identity, targets: isSame ? kept : read, problem: undefined };
    } catch (error) {
      return { identity, targets: kept, problem: problemOf(path, error) };
    }
  }
}

/** The files that a path with `*` in its last part matches, in order; `*` does not match a leading dot. */
async function pathsOf({ path }: TargetFileSettings, problems: Problem[]): Promise<readonly string[]> {
  const pattern = basename(path);
  if (!pattern.includes('*')) return [path];
  try {
    const isMeant = boundedTest(new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`, 's'));
    const names = (await readdir(dirname(path))).filter(
      (name) => isMeant(name) && (pattern.startsWith('.') || !name.startsWith('.')),
    );
    if (names.length === 0) {
      problems.push({ location: { path }, reason: 'no_match', detail: 'No file matches the pattern.' });
    }
    return names.sort().map((name) => join(dirname(path), name));
  } catch (error) {
    problems.push(problemOf(path, error));
    return [];
  }
}

const escaped = (text: string): string => text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');

/** Each target once for each module; the first counts. */
function unique(targets: readonly Target[]): readonly Target[] {
  const byKey = new Map<string, Target>();
  for (const target of targets) {
    const key = targetKey(target);
    if (!byKey.has(key)) byKey.set(key, target);
  }
  return [...byKey.values()];
}

/** What a target is known by. */
export function targetKey({ target, module }: Target): string {
  return JSON.stringify([target, module]);
}

const REASONS: Readonly<Record<string, ProblemReason>> = {
  ENOENT: 'not_found',
  ENOTDIR: 'not_found',
  EACCES: 'permission_denied',
  EPERM: 'permission_denied',
  EISDIR: 'not_regular_file',
};

function problemOf(path: string, error: unknown): Problem {
  const { code, message } = error as NodeJS.ErrnoException;
  const reason = error instanceof ConfigError ? 'unsupported_format' : (REASONS[code ?? ''] ?? 'io_error');
  return { location: { path }, reason, detail: `The list of targets cannot be used: ${message}` };
}

/** An entry is not repeated: a URL may hold a password. */
function problemsOf({ variable, refused }: TargetList & { readonly variable: string }): Problem[] {
  if (refused === 0) return [];
  const entries = refused === 1 ? '1 entry' : `${refused} entries`;
  const what =
    refused === 1 ? 'names no server to dial, and is left out' : 'name no server to dial, and are left out';
  const detail = `${entries} of the environment variable ${variable} ${what}.`;
  return [{ location: { entry: variable }, reason: 'unsupported_format', detail }];
}

function tooLarge(path: string): Problem {
  const detail = `The list of targets has more than ${MOST_BYTES} bytes.`;
  return { location: { path }, reason: 'too_large', detail };
}
