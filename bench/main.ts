/** `npm run bench`: arguments in, a report on standard output, exit status out. `--help` says what it takes. */
import { UsageError } from '../src/cli/usage-error.ts';
import { bench } from './bench.ts';
import { BenchError } from './bench-error.ts';
import { HELP, parseOptions } from './options.ts';
import { OUTPUT } from './output/output.ts';
import { interrupt } from './program/child.ts';
import { ProgressLine } from './progress-line.ts';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
process.on('exit', interrupt);
process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const line = new ProgressLine(process.stderr);
  try {
    const options = parseOptions(argv);
    if (options.help) {
      process.stdout.write(HELP);
      return 0;
    }
    const report = await bench(options, (text) => line.show(text));
    line.clear();
    process.stdout.write(OUTPUT[options.output](report));
    return 0;
  } catch (error) {
    line.clear();
    if (error instanceof UsageError) {
      process.stderr.write(`bench: ${error.message}\nRun it with --help to see what it takes.\n`);
      return 2;
    }
    if (!(error instanceof BenchError)) throw error;
    process.stderr.write(`bench: ${error.message}\n`);
    return 1;
  }
}
