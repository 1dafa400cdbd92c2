import { parseArgs } from 'node:util';
import { UsageError } from '../src/cli/usage-error.ts';
import { parseProber, parseRival, type Rival } from './rival/rival.ts';
import { ROW_IDS } from './row-ids.ts';

export const OUTPUTS = ['table', 'json', 'markdown'] as const;
export type Output = (typeof OUTPUTS)[number];

/** The input that the goals are for. */
export const GOAL_CERTIFICATES = 20_000;

const DEFAULT_RUNS = 5;
const MOST_RUNS = 100;
const MOST_CERTIFICATES = 1_000_000;

export interface Options {
  readonly help: boolean;
  /** Ids of rows; all of them where none was named. */
  readonly only: readonly string[];
  readonly certificates: number;
  readonly runs: number;
  readonly output: Output;
  readonly rivals: readonly Rival[];
  /** Other programs that answer `/probe`. */
  readonly probers: readonly Rival[];
}

export const HELP = `Usage: npm run bench -- [flags]

Measures the exporter, bundled as it is shipped, and prints what was measured beside its goal.

  --only=ROW           measure this row only (repeatable): ${ROW_IDS.slice(0, 4).join(', ')},
                       ${ROW_IDS.slice(4, 8).join(', ')},
                       ${ROW_IDS.slice(8).join(', ')}
  --certificates=N     size of the large input (default ${GOAL_CERTIFICATES}; goals are judged at the default only)
  --runs=N             how often each is measured (default ${DEFAULT_RUNS}); the median counts
  --output=FORM        ${OUTPUTS.join(', ')} (default ${OUTPUTS[0]})
  --rival=NAME=COMMAND runs another exporter on the same input, by turns with this one, and prints the ratio
                       (repeatable). COMMAND is one plain command for sh; {dir} is the folder of certificates,
                       {glob} the pattern of its files, {port} the port of 127.0.0.1 on which it has to serve
                       /metrics. It is ready when that holds as many series of one name with not_after or
                       expiry in it as there are certificates.
  --prober=NAME=COMMAND
                       runs another program that answers /probe, for the row handshakes (repeatable). {config}
                       is a configuration file in the blackbox exporter's format, {port} the port of 127.0.0.1
                       on which it has to serve.
  --help               print this help and exit

Certificates are made once and kept in the system's folder for temporary files (tls-cert-exporter-bench-*).
`;

/** @throws UsageError that names the flag and what was expected. */
export function parseOptions(argv: readonly string[]): Options {
  const values = read(argv);
  const only = values.only ?? [];
  for (const id of only) {
    if (!ROW_IDS.some((known) => known === id)) throw expected('only', ROW_IDS.join(', '), id);
  }
  const rivals = (values.rival ?? []).map(parseRival);
  refuseNamesakes('rival', rivals);
  const probers = (values.prober ?? []).map(parseProber);
  refuseNamesakes('prober', probers);
  const output = OUTPUTS.find((known) => known === (values.output ?? OUTPUTS[0]));
  if (output === undefined) throw expected('output', OUTPUTS.join(', '), values.output);
  return {
    help: values.help ?? false,
    only,
    certificates: count('certificates', values.certificates, GOAL_CERTIFICATES, MOST_CERTIFICATES),
    runs: count('runs', values.runs, DEFAULT_RUNS, MOST_RUNS),
    output,
    rivals,
    probers,
  };
}

function refuseNamesakes(flag: string, rivals: readonly Rival[]): void {
  const names = rivals.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UsageError(`--${flag}: two ${flag}s are named ${JSON.stringify(twice)}`);
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        only: { type: 'string', multiple: true },
        certificates: { type: 'string' },
        runs: { type: 'string' },
        output: { type: 'string' },
        rival: { type: 'string', multiple: true },
        prober: { type: 'string', multiple: true },
      },
    }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause));
  }
}

function count(flag: string, text: string | undefined, byDefault: number, most: number): number {
  if (text === undefined) return byDefault;
  const value = /^[0-9]{1,9}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) throw expected(flag, `a whole number from 1 to ${most}`, text);
  return value;
}

function expected(flag: string, what: string, got: string | undefined): UsageError {
  return new UsageError(`--${flag}: expected ${what}, got ${JSON.stringify(got)}`);
}
