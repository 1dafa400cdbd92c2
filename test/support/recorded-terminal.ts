import type { Terminal } from '../../src/cli/command.ts';

/** A terminal that keeps what is written to it. */
export interface RecordedTerminal extends Terminal {
  readonly out: () => string;
  readonly err: () => string;
}

/** @param kind Whether both outputs are a terminal of so many columns, or pipes. */
export function recordedTerminal(
  kind: { columns?: number; isTTY?: boolean } = {},
  environment: Terminal['environment'] = {},
): RecordedTerminal {
  const out: string[] = [];
  const err: string[] = [];
  return {
    stdout: { write: (text) => out.push(text), ...kind },
    stderr: { write: (text) => err.push(text), ...kind },
    environment,
    out: () => out.join(''),
    err: () => err.join(''),
  };
}
