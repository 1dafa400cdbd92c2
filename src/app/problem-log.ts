import type { Logger } from '../log/logger.ts';
import type { SourceState } from '../model/inventory.ts';
import { countProblems, type Problem } from '../model/problem.ts';

/** So many problems of one source are logged one by one; a tree full of damage must not flood the log. */
const MOST_LINES = 20;

/** The problems of a source as they were last told of. */
interface Known {
  readonly problems: readonly Problem[];
  readonly byKey: ReadonlyMap<string, Problem>;
}

/** Says what changed about the problems of a source, each once when it comes and once when it goes. */
export class ProblemLog {
  readonly #log: Logger;
  readonly #known = new Map<string, Known>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** To be called with each new state of a source. */
  update(state: SourceState): void {
    const { source, problems } = state;
    const last = this.#known.get(source);
    // The same array is the same problems: nothing is worth comparing, however many there are.
    if (last?.problems === problems) return;
    const before: Known['byKey'] = last?.byKey ?? new Map();
    const now = new Map(problems.map((problem) => [keyOf(problem), problem]));
    this.#known.set(source, { problems, byKey: now });

    const appeared = [...now].filter(([key]) => !before.has(key)).map(([, problem]) => problem);
    for (const { location, reason, detail } of appeared.slice(0, MOST_LINES)) {
      this.#log.warn({ source, ...location, reason, detail }, 'Problem found');
    }
    if (appeared.length > MOST_LINES) {
      this.#log.warn(
        { source, more: countProblems(appeared.slice(MOST_LINES)) },
        'More problems found; see the page or the metrics',
      );
    }
    const gone = [...before].filter(([key]) => !now.has(key)).map(([, problem]) => problem);
    if (gone.length > 0) this.#log.info({ source, count: countProblems(gone) }, 'Problems gone');
  }

  /** Forgets sources that are no longer configured. */
  keepOnly(sources: readonly string[]): void {
    for (const source of this.#known.keys()) if (!sources.includes(source)) this.#known.delete(source);
  }
}

const keyOf = ({ location, reason, detail }: Problem): string => JSON.stringify([location, reason, detail]);
