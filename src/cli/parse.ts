import { parseArgs } from 'node:util';
import { didYouMean } from '../model/closest.ts';
import type { Arguments, Command, Flag } from './command.ts';
import { RIVAL_FLAGS } from './rival-flags.ts';
import { unquote } from './unquote.ts';
import { UsageError } from './usage-error.ts';

/** Flags that every command has. */
export const COMMON_FLAGS: readonly Flag[] = [
  { name: 'help', short: 'h', help: 'print this help and exit' },
  { name: 'version', help: 'print the version and exit' },
];

/**
 * Reads the command line of one command.
 * @throws UsageError that names the flag and what was expected.
 */
export function parse(command: Command, argv: readonly string[]): Arguments {
  const flags = [...command.flags, ...COMMON_FLAGS];
  const known = new Map(flags.flatMap((flag) => namesOf(flag).map((name) => [name, flag] as const)));
  const given = new Map<string, string[]>();
  const operands: string[] = [];

  for (const token of tokens(flags, argv.map(unquoteWhole))) {
    if (token.kind === 'positional') operands.push(unquote(token.value));
    if (token.kind !== 'option') continue;
    const flag = known.get(token.name);
    if (flag === undefined)
      throw new UsageError(`unknown flag ${token.rawName}${suggestion(token.name, command, flags)}`);
    const before = given.get(flag.name) ?? [];
    if (before.length > 0 && !flag.repeatable && flag.value !== undefined) {
      throw new UsageError(`--${flag.name} is given more than once`);
    }
    given.set(flag.name, [...before, valueOf(flag, token.value, token.inlineValue === true)]);
  }
  const asksOnly = given.has('help') || given.has('version');
  if (command.operands === undefined && operands.length > 0 && !asksOnly) {
    throw new UsageError(
      `unexpected argument ${JSON.stringify(operands[0])}: ${command.name} takes flags only`,
    );
  }
  return {
    value: (name) => given.get(name)?.at(-1),
    values: (name) => given.get(name),
    given: (name) => given.has(name),
    operands,
  };
}

/** A manifest may quote the whole argument and not only its value. */
function unquoteWhole(argument: string): string {
  return /^["']--/.test(argument) ? unquote(argument) : argument;
}

function namesOf({ name, aliases = [] }: Flag): readonly string[] {
  return [name, ...aliases];
}

function tokens(flags: readonly Flag[], args: string[]) {
  const options = Object.fromEntries(
    flags.flatMap((flag) =>
      namesOf(flag).map((name) => [
        name,
        {
          type: flag.value === undefined ? ('boolean' as const) : ('string' as const),
          ...(flag.short === undefined || name !== flag.name ? {} : { short: flag.short }),
        },
      ]),
    ),
  );
  return parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

function valueOf(flag: Flag, value: string | undefined, inline: boolean): string {
  if (flag.value === undefined) {
    if (value === undefined || value === 'true') return 'true';
    throw new UsageError(`--${flag.name} takes no value, got ${JSON.stringify(value)}`);
  }
  // Without `=` the parser takes the next word even where that is plainly the next flag.
  if (value === undefined || (!inline && value.startsWith('--'))) {
    throw new UsageError(`--${flag.name} needs a value: ${flag.value}`);
  }
  const unquoted = unquote(value);
  if (unquoted === '') throw new UsageError(`--${flag.name} needs a value that is not empty: ${flag.value}`);
  return unquoted;
}

/** What to write instead of a flag that is not known: the one that was misspelt, or what another exporter's is called here. */
function suggestion(name: string, command: Command, flags: readonly Flag[]): string {
  const names = flags.flatMap(namesOf);
  const here = RIVAL_FLAGS.get(name);
  // Other exporters only serve: elsewhere only what the command has as well can be meant.
  if (here !== undefined && (command.name === 'serve' || names.some((known) => here === `--${known}`))) {
    return `: here it is ${here} (docs/migration.md)`;
  }
  return didYouMean(name, names, '--');
}
