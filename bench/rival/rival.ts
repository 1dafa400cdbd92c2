import { UsageError } from '../../src/cli/usage-error.ts';

/** Another exporter: its name in the table, and the command that starts it. */
export interface Rival {
  readonly name: string;
  /** With placeholders. */
  readonly command: string;
}

/** What takes the place of the placeholders. */
export interface Placeholders {
  /** The folder that holds the certificates. */
  readonly dir: string;
  /** A pattern that matches each of its files. */
  readonly glob: string;
  /** The port of 127.0.0.1 on which it has to serve. */
  readonly port: number;
}

/** `NAME=COMMAND`. @throws UsageError */
export function parseRival(text: string): Rival {
  const [, name, command] = /^([^=\s][^=]*)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || command === undefined) {
    throw new UsageError(`--rival: expected NAME=COMMAND, got ${JSON.stringify(text)}`);
  }
  const unknown = /\{(?!dir\}|glob\}|port\})[a-z]+\}/.exec(command)?.[0];
  if (unknown !== undefined) {
    throw new UsageError(`--rival: expected {dir}, {glob} or {port} as placeholders, got ${unknown}`);
  }
  if (!command.includes('{port}')) {
    throw new UsageError(`--rival: expected {port} in the command of ${JSON.stringify(name)}`);
  }
  return { name, command };
}

/** What sh is given. Its shell makes way for the program, so that the process that was started is the program. */
export function shellCommand({ command }: Rival, placeholders: Placeholders): string {
  const filled = command.replace(/\{(dir|glob|port)\}/g, (_, name: keyof Placeholders) =>
    quoted(String(placeholders[name])),
  );
  return `exec ${filled}`;
}

/** As one word for sh, whatever is in it; a plain word stays as it is, also in the middle of another. */
function quoted(text: string): string {
  return /^[\w/.:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
