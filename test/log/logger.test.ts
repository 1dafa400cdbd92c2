import { expect, it } from 'vitest';
import type { LogFormat, LogLevel } from '../../src/log/levels.ts';
import { createLogger, describeError, type Logger } from '../../src/log/logger.ts';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function logged(format: LogFormat, level: LogLevel, write: (log: Logger) => void): string[] {
  const lines: string[] = [];
  write(createLogger({ level, format, output: { write: (line) => lines.push(line) } }));
  return lines;
}

it('writes logfmt with the keys of Prometheus first', () => {
  const [line = ''] = logged('logfmt', 'info', (log) =>
    log.info({ address: ':9201', tls: true }, 'Listening on'),
  );
  const [ts = '', ...rest] = line.split(' ');
  expect(ts.slice('ts='.length)).toMatch(TIME);
  expect(rest.join(' ')).toBe('level=info msg="Listening on" address=:9201 tls=true\n');
});

it('writes JSON with the same keys', () => {
  const [line = ''] = logged('json', 'info', (log) => log.warn({ source: 'a' }, 'Slow'));
  const { ts, ...rest } = JSON.parse(line) as Record<string, unknown>;
  expect(ts).toMatch(TIME);
  expect(rest).toEqual({ level: 'warn', msg: 'Slow', source: 'a' });
  expect(line.endsWith('}\n')).toBe(true);
});

it('takes a message alone', () => {
  expect(logged('logfmt', 'info', (log) => log.error('Failed'))[0]).toMatch(/ level=error msg=Failed\n$/);
});

it.each([
  ['debug', 4],
  ['info', 3],
  ['warn', 2],
  ['error', 1],
] as const)('writes at level %s and above', (level, count) => {
  const lines = logged('logfmt', level, (log) => {
    for (const write of ['debug', 'info', 'warn', 'error'] as const) log[write]('x');
  });
  expect(lines).toHaveLength(count);
});

it('writes an error as its message and those of its causes', () => {
  const error = new Error('outer', { cause: new Error('inner', { cause: 'deepest' }) });
  expect(logged('logfmt', 'info', (log) => log.error({ err: error }, 'x'))[0]).toContain(
    'err="outer: inner: \'deepest\'"',
  );
});

it('comes to an end with a chain of causes that has none', () => {
  const error = new Error('again');
  error.cause = error;
  expect(describeError(error)).toBe(Array.from({ length: 8 }, () => 'again').join(': '));
});
