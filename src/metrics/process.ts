import { collectDefaultMetrics, Registry } from 'prom-client';
import type { MetricType, Sample } from './family.ts';

/** One metric of the exporter's own process, in the words of this room. */
export interface OwnMetric {
  readonly name: string;
  readonly help: string;
  readonly type: MetricType;
  readonly samples: readonly Sample[];
}

/**
 * Gauges whose names end in `_total`, as only a counter's may (promtool's linter refuses them). They are sums over
 * the families of the same names without `_total`.
 */
const REFUSED = new Set([
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
]);

/** What an empty event-loop histogram gives for its minimum: 2^63 - 1 nanoseconds, in seconds. */
const EMPTY_MINIMUM = 9_223_372_036;

/** The part of prom-client's JSON that is read here; its types name less than it holds. */
interface ClientMetric {
  readonly name: string;
  readonly help: string;
  readonly type: MetricType;
  readonly values: readonly ClientValue[];
}

interface ClientValue {
  readonly value: number;
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number>>;
}

/**
 * The metrics of the process and its event loop. They are read as data only: prom-client's own printing of
 * OpenMetrics strips `_total` from the names of its counters for good.
 */
export class ProcessMetrics {
  readonly #registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  async read(): Promise<OwnMetric[]> {
    const metrics = (await this.#registry.getMetricsAsJSON()) as unknown as ClientMetric[];
    return metrics.filter(({ name }) => !REFUSED.has(name)).map(toOwnMetric);
  }

  /** Stops observing the process. */
  close(): void {
    this.#registry.clear();
  }
}

function toOwnMetric({ name, help, type, values }: ClientMetric): OwnMetric {
  const samples = values
    .filter(({ value }) => Number.isFinite(value) && !isEmptyMinimum(name, value))
    .map(({ value, labels, metricName }) => ({
      value,
      labels: Object.fromEntries(Object.entries(labels).map(([label, text]) => [label, String(text)])),
      suffix: metricName?.slice(name.length) ?? '',
    }));
  return { name, help, type, samples };
}

function isEmptyMinimum(name: string, value: number): boolean {
  return name === 'nodejs_eventloop_lag_min_seconds' && value >= EMPTY_MINIMUM;
}
