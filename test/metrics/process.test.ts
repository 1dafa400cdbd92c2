import { afterAll, expect, it } from 'vitest';
import { ProcessMetrics } from '../../src/metrics/process.ts';
import { renderOwnMetric } from '../../src/metrics/text.ts';
import { openMetricsFaults, parseSamples } from '../support/exposition.ts';
import { programMissing, runProgram } from '../support/programs.ts';

const metrics = new ProcessMetrics();
afterAll(() => metrics.close());

const text = async (format: 'text' | 'openmetrics') =>
  (await metrics.read()).map((metric) => renderOwnMetric(metric, format)).join('');

it('has the processor time, the memory and the event loop of the process', async () => {
  const names = parseSamples(await text('text')).map(({ name }) => name);
  expect(names).toContain('process_cpu_seconds_total');
  expect(names).toContain('process_resident_memory_bytes');
  expect(names).toContain('nodejs_eventloop_lag_p99_seconds');
});

it('keeps the names of its counters after OpenMetrics was printed', async () => {
  expect(await text('openmetrics')).toContain(
    '# TYPE process_cpu_seconds counter\nprocess_cpu_seconds_total ',
  );
  expect(await text('text')).toContain(
    '# TYPE process_cpu_seconds_total counter\nprocess_cpu_seconds_total ',
  );
});

it('is valid OpenMetrics', async () => {
  expect(openMetricsFaults(`${await text('openmetrics')}# EOF\n`)).toEqual([]);
});

it('has no value that only an empty histogram has', async () => {
  for (const { name, value } of parseSamples(await text('text'))) {
    if (name.startsWith('nodejs_eventloop_lag_')) expect(Number(value)).toBeLessThan(1e9);
  }
});

it.skipIf(programMissing('promtool'))('has nothing that promtool’s linter rejects', async () => {
  expect(runProgram('promtool', ['check', 'metrics'], await text('text'))).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  });
});
