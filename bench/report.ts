import type { Machine } from './machine.ts';
import type { Unit } from './quantity.ts';
import type { Spread } from './statistics.ts';

/** One line of the table: what was measured, and the goal where there is one for this input. */
export interface Row {
  /** The name that `--only` takes. */
  readonly id: string;
  readonly what: string;
  readonly unit: Unit;
  readonly measured: Spread;
  /** The median may be this much at the most. */
  readonly goal?: number;
  /** What else the measurement showed. */
  readonly note?: string;
}

/** What one number of certificates costs. */
export interface Scale {
  readonly certificates: number;
  readonly firstCollection: Spread;
  readonly collectionAgain: Spread;
  readonly scrapePlain: Spread;
  readonly scrapeGzip: Spread;
  /** 10^6 bytes. */
  readonly memory: Spread;
  readonly plainBytes: number;
  readonly gzipBytes: number;
}

/** What one program did with the input that all were given. Times in milliseconds, memory in 10^6 bytes. */
export interface Contestant {
  readonly name: string;
  readonly inventory: Spread;
  readonly scrapePlain: Spread;
  readonly scrapeGzip: Spread;
  readonly memory: Spread;
  readonly plainBytes: number;
  readonly gzipBytes: number;
  /** All series of the answer. */
  readonly series: number;
}

/** All that one run of the benchmarks found. Immutable; the outputs are made of it. */
export interface Report {
  /** RFC 3339, UTC. */
  readonly date: string;
  readonly machine: Machine;
  /** Processors' worth of time that other programs took meanwhile. */
  readonly othersTook: number;
  readonly input: string;
  readonly rows: readonly Row[];
  readonly scales: readonly Scale[];
  readonly contest: Contest | undefined;
}

/** The exporter first, then its rivals. */
export interface Contest {
  readonly certificates: number;
  readonly contestants: readonly Contestant[];
}

export type Verdict = 'met' | 'missed' | '';

/** Nothing where there is no goal for this input. */
export function verdict({ goal, measured }: Row): Verdict {
  if (goal === undefined) return '';
  return measured.median <= goal ? 'met' : 'missed';
}
