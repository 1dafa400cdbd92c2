import { inspect } from 'node:util';
import { type DestinationStream, pino } from 'pino';
import type { LogFormat, LogLevel } from './levels.ts';
import { lineWriter } from './line-writer.ts';
import { formatLogfmt } from './logfmt.ts';

/** Fields of a line besides `ts`, `level` and `msg`. An Error is best given as `err`. */
export type LogFields = Readonly<Record<string, unknown>>;

const STANDARD_ERROR = 2;

type Write = (fields: LogFields | string, message?: string) => void;

/** What the rooms may do with the log. Keys and passphrases are kept out of it by never being given to it. */
export interface Logger {
  debug: Write;
  info: Write;
  warn: Write;
  error: Write;
}

export interface LoggerOptions {
  readonly level: LogLevel;
  readonly format: LogFormat;
  /** Where lines go, each with its line feed; standard error if left out. */
  readonly output?: DestinationStream;
}

/**
 * A log with Prometheus' keys: `ts` (RFC 3339, UTC), `level`, `msg`, then the fields. Lines are written at once,
 * so the last words of a process that fails are not lost.
 */
export function createLogger({ level, format, output }: LoggerOptions): Logger {
  const lines = output ?? lineWriter(STANDARD_ERROR);
  const options = {
    level,
    base: null,
    timestamp: () => `,"ts":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
  };
  return pino(options, format === 'json' ? lines : logfmtLines(lines));
}

/** Turns pino's JSON lines into logfmt. There are few lines, so reading them again costs nothing that matters. */
function logfmtLines(lines: DestinationStream): DestinationStream {
  return {
    write(line) {
      const { ts, level, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
      lines.write(`${formatLogfmt({ ts, level, msg, ...fields })}\n`);
    },
  };
}

/** Enough for any real chain, and an end for one that runs in a circle. */
const MAX_CAUSES = 8;

/** An error's message and those of its causes, `: ` between them, without the stack: a line is read by people. */
export function describeError(error: unknown): string {
  const messages: string[] = [];
  for (let each = error; each !== undefined && messages.length < MAX_CAUSES; ) {
    messages.push(each instanceof Error ? each.message : inspect(each));
    each = each instanceof Error ? each.cause : undefined;
  }
  return messages.join(': ');
}
