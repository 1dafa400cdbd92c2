/** The exit statuses of the contract. */
export const EXIT = {
  /** All fine, or ended as asked. */
  ok: 0,
  /** Something was found, or something failed. */
  failure: 1,
  /** A bad flag, argument or configuration. */
  usage: 2,
} as const;

/** A flag of a command: what the parser, the help text and the documentation know of it. */
export interface Flag {
  /** Without the two hyphens. */
  readonly name: string;
  /** One letter that stands for it, without the hyphen. */
  readonly short?: string;
  /** Names that other programs have for it, which are understood as well. */
  readonly aliases?: readonly string[];
  /** What its value is called in the help text, `PATH`; a flag without one is a switch. */
  readonly value?: string;
  readonly repeatable?: boolean;
  /** What it does and its default, as half a sentence. */
  readonly help: string;
}

/** What was given on the command line, by flag name. */
export interface Arguments {
  /** The last value given. */
  readonly value: (flag: string) => string | undefined;
  /** Every value given, in order. */
  readonly values: (flag: string) => readonly string[] | undefined;
  readonly given: (flag: string) => boolean;
  readonly operands: readonly string[];
}

/** Where a command reads and writes; tests bring their own. */
export interface Terminal {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** One command of the program. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What may stand behind the flags, `[PATH or GLOB …]`; undefined where nothing may. */
  readonly operands?: string;
  readonly flags: readonly Flag[];
  /** Command lines to begin with, without the name of the program. */
  readonly examples?: readonly string[];
  /** Runs to the end and gives back the exit status. */
  run(args: Arguments, terminal: Terminal): Promise<number>;
}
