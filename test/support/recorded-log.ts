import { createLogger, type Logger } from '../../src/log/logger.ts';

/** A log whose lines, of every level, are kept as objects. */
export function recordedLog(): { log: Logger; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const output = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  return { log: createLogger({ level: 'debug', format: 'json', output }), lines };
}
