import { ConfigError } from '../config/config-error.ts';
import { didYouMean } from '../model/closest.ts';
import { parseTargetAddress } from '../model/target-address.ts';
import { REVISION, VERSION } from '../version.ts';
import { type Command, EXIT, type Terminal } from './command.ts';
import { COMMANDS, DEFAULT_COMMAND } from './commands.ts';
import { helpText } from './help.ts';
import { parse } from './parse.ts';
import { UsageError } from './usage-error.ts';

/**
 * Runs the command line to its end and gives back the exit status. What a person did wrong is one line for him on
 * standard error, and status 2.
 */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  let usage = 'tls-cert-exporter';
  try {
    const asked = argv[0] === 'help' ? [...argv.slice(1, 2), '--help'] : argv;
    const named = asked[0] !== undefined && !/^["']?-/.test(asked[0]);
    const command = await load(named ? (asked[0] ?? '') : DEFAULT_COMMAND);
    if (named) usage = `tls-cert-exporter ${command.name}`;
    const args = parse(command, named ? asked.slice(1) : asked);
    if (args.given('help')) {
      terminal.stdout.write(helpText(command, command.name === DEFAULT_COMMAND ? await otherCommands() : []));
      return EXIT.ok;
    }
    if (args.given('version')) {
      terminal.stdout.write(
        `tls-cert-exporter ${VERSION} (revision ${REVISION}, Node.js ${process.versions.node})\n`,
      );
      return EXIT.ok;
    }
    return await command.run(args, terminal);
  } catch (error) {
    return explain(error, terminal, usage);
  }
}

async function load(name: string): Promise<Command> {
  const command = COMMANDS.get(name);
  if (command !== undefined) return command();
  const names = [...COMMANDS.keys()];
  throw new UsageError(
    `unknown command ${JSON.stringify(name)}${withCommand(name) || didYouMean(name, names)}: there are ${names.join(', ')}`,
  );
}

/** Somebody who names only what is to be looked at has left out which command is to look. */
function withCommand(word: string): string {
  if (/^[./~]|\*/.test(word)) return ' (did you mean check with this path?)';
  const isTarget = /^https?:\/\//.test(word) || parseTargetAddress(word) !== undefined;
  return isTarget ? ' (did you mean probe with this target?)' : '';
}

async function otherCommands(): Promise<Command[]> {
  const names = [...COMMANDS.keys()].filter((name) => name !== DEFAULT_COMMAND);
  return Promise.all(names.map(load));
}

function explain(error: unknown, { stderr }: Terminal, usage: string): number {
  if (error instanceof UsageError) {
    stderr.write(`tls-cert-exporter: ${error.message}\nRun \`${usage} --help\` to see what it takes.\n`);
    return EXIT.usage;
  }
  if (error instanceof ConfigError) {
    stderr.write(`${error.message}\n`);
    return EXIT.usage;
  }
  // A fault of the system has a message that says all; anything else is a bug, and then the place counts.
  const text = isOfSystem(error) ? error.message : error instanceof Error ? error.stack : String(error);
  stderr.write(`tls-cert-exporter: ${text}\n`);
  return EXIT.failure;
}

/** A fault of the system, or what one was the cause of, such as a port in use. */
function isOfSystem(error: unknown): error is Error {
  return error instanceof Error && ('code' in error || isOfSystem(error.cause));
}
