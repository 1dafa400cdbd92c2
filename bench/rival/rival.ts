import { UsageError } from '../../src/cli/usage-error.ts';

/** Another exporter: its name in the table, and the command that starts it. */
export interface Rival {
  readonly name: string;
  /** With placeholders. */
  readonly command: string;
}

/** What takes the place of the placeholders, by their names. */
export type Placeholders = Readonly<Record<string, string | number>>;

/** `NAME=COMMAND` of `--rival`. @throws UsageError */
export function parseRival(text: string): Rival {
  return parseProgram('rival', ['dir', 'glob', 'port'], text);
}

/** `NAME=COMMAND` of `--prober`. @throws UsageError */
export function parseProber(text: string): Rival {
  return parseProgram('prober', ['config', 'port'], text);
}

function parseProgram(flag: string, placeholders: readonly string[], text: string): Rival {
  const [, name, command] = /^([^=\s][^=]*)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || command === undefined) {
    throw new UsageError(`--${flag}: expected NAME=COMMAND, got ${JSON.stringify(text)}`);
  }
  for (const [whole, placeholder = ''] of command.matchAll(/\{([a-z]+)\}/g)) {
    if (placeholders.includes(placeholder)) continue;
    const known = placeholders
      .map((each) => `{${each}}`)
      .join(', ')
      .replace(/, (?=[^,]*$)/, ' or ');
    throw new UsageError(`--${flag}: expected ${known} as placeholders, got ${whole}`);
  }
  if (!command.includes('{port}')) {
    throw new UsageError(`--${flag}: expected {port} in the command of ${JSON.stringify(name)}`);
  }
  return { name, command };
}

/** What sh is given. Its shell makes way for the program, so that the process that was started is the program. */
export function shellCommand({ command }: Rival, placeholders: Placeholders): string {
  const filled = command.replace(/\{([a-z]+)\}/g, (whole, name: string) => {
    const value = placeholders[name];
    return value === undefined ? whole : quoted(String(value));
  });
  return `exec ${filled}`;
}

/** As one word for sh, whatever is in it; a plain word stays as it is, also in the middle of another. */
function quoted(text: string): string {
  return /^[\w/.:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
