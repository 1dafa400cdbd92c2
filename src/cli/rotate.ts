import { type FinishedRun, type Rotating, rotating } from '../app.ts';
import type { Config } from '../config/config.ts';
import { INTERVAL_EXPECTED, isInterval } from '../config/duration.ts';
import { didYouMean } from '../model/closest.ts';
import type { RotationSettings } from '../model/rotation.ts';
import type { RotationPlan } from '../model/rotation-plan.ts';
import type { Arguments, Command, Terminal } from './command.ts';
import { EXIT } from './command.ts';
import { coloured, type Paint, plain } from './probe/paint.ts';
import { runsJson } from './rotate/json.ts';
import { plansJson, plansReport } from './rotate/plans.ts';
import { runsReport } from './rotate/report.ts';
import { StepLine } from './rotate/step-line.ts';
import { stopSignal } from './rotate/stop-signal.ts';
import { choiceFlag, durationFlag, readConfig } from './settings-flags.ts';
import { UsageError } from './usage-error.ts';

const OUTPUTS = ['table', 'json'] as const;

/** Seconds between two looks of a watch that no event asked for. */
const POLL = 180;

export const rotate: Command = {
  name: 'rotate',
  summary:
    'Replace bundles of roots and server chains as the configuration says: judged, swapped at once, loaded by hooks, and put back where one fails; status 1 when a rotation is refused, rolled back or fails.',
  operands: '[NAME …]',
  flags: [
    {
      name: 'config.file',
      value: 'PATH',
      help: 'configuration file, of which rotation, rotation_directory, handshake and log count',
    },
    { name: 'dry-run', help: 'say what would be done, and change nothing' },
    { name: 'watch', help: 'stay, and run a rotation whenever its content or its target changes' },
    {
      name: 'watch.interval',
      value: 'DURATION',
      help: 'with --watch, time between two looks that no event asked for (default 3m)',
    },
    { name: 'output', value: 'FORM', help: `${OUTPUTS.join(' or ')} (default table)` },
  ],
  examples: [
    'rotate --config.file=/etc/tls-cert-exporter/config.yml --dry-run',
    'rotate --config.file=/etc/tls-cert-exporter/config.yml --watch',
  ],
  async run(args: Arguments, terminal: Terminal): Promise<number> {
    const output = choiceFlag(args, 'output', OUTPUTS) ?? 'table';
    const poll = pollFlag(args);
    checkTogether(args);
    const config = await readConfig(args, {});
    const chosen = chosenOf(config, args.operands);
    // What is in place when the signal comes is seen to its end.
    using stop = stopSignal();
    const { signal } = stop;
    const { environment } = terminal;
    if (args.given('watch')) {
      const rotator = await rotating({ config, environment, signal });
      await rotator.watch(chosen, poll);
      return EXIT.ok;
    }
    const line = new StepLine(terminal);
    const onStep = (rotation: string, words: string): void => line.step(rotation, words);
    const rotator = await rotating({ config, environment, signal, onStep });
    const asked = { rotator, chosen, line, signal };
    const { isFine, text } = await (args.given('dry-run') ? planAll(asked) : runAll(asked));
    const inColour = terminal.stdout.isTTY === true && (environment['NO_COLOR'] ?? '') === '';
    terminal.stdout.write(output === 'json' ? text.json() : text.table(inColour ? coloured : plain));
    return isFine ? EXIT.ok : EXIT.failure;
  },
};

interface Asked {
  readonly rotator: Rotating;
  readonly chosen: readonly RotationSettings[];
  readonly line: StepLine;
  readonly signal: AbortSignal;
}

/** What came of all that was asked for, in both forms. */
interface Answer {
  readonly isFine: boolean;
  readonly text: { readonly json: () => string; readonly table: (paint: Paint) => string };
}

async function runAll({ rotator, chosen, line, signal }: Asked): Promise<Answer> {
  const finished: FinishedRun[] = [];
  let fine = 0;
  for (const settings of chosen) {
    // Who has told it to end does not want the next one begun.
    if (signal.aborted) break;
    const runs = await rotator.run(settings, 'command').finally(() => line.clear());
    finished.push(...runs);
    if (isSuccess(runs.at(-1)) && runs.every(({ trouble }) => trouble === undefined)) fine += 1;
  }
  const isFine = fine === chosen.length;
  return { isFine, text: { json: () => runsJson(finished), table: (paint) => runsReport(finished, paint) } };
}

async function planAll({ rotator, chosen, line }: Asked): Promise<Answer> {
  const plans: RotationPlan[] = [];
  for (const settings of chosen) plans.push(await rotator.plan(settings).finally(() => line.clear()));
  return {
    isFine: plans.every(({ outcome }) => outcome !== 'refused'),
    text: { json: () => plansJson(plans), table: (paint) => plansReport(plans, paint) },
  };
}

function isSuccess(finished: FinishedRun | undefined): boolean {
  return finished?.run.result === 'rotated' || finished?.run.result === 'unchanged';
}

/** Which rotations are meant: those named, in their order, or all. */
function chosenOf(
  { rotation: { rotations } }: Config,
  names: readonly string[],
): readonly RotationSettings[] {
  if (rotations.length === 0) {
    throw new UsageError('--config.file: expected a file with a rotation in it: there is nothing to rotate');
  }
  const known = rotations.map(({ name }) => name).join(', ');
  const named = names.map((name) => {
    const found = rotations.find((rotation) => rotation.name === name);
    if (found !== undefined) return found;
    const meant = didYouMean(
      name,
      rotations.map((rotation) => rotation.name),
    );
    throw new UsageError(`unknown rotation ${JSON.stringify(name)}${meant}: there are ${known}`);
  });
  return named.length === 0 ? rotations : [...new Set(named)];
}

function pollFlag(args: Arguments): number {
  const seconds = durationFlag(args, 'watch.interval') ?? POLL;
  if (isInterval(seconds)) return seconds;
  throw new UsageError(`--watch.interval: ${INTERVAL_EXPECTED}`);
}

/** What is given together has to make sense together. */
function checkTogether(args: Arguments): void {
  const isWatch = args.given('watch');
  if (isWatch && args.given('dry-run')) throw new UsageError('--watch: expected without --dry-run');
  if (isWatch && args.given('output'))
    throw new UsageError('--watch: expected without --output: it writes a log');
  if (!isWatch && args.given('watch.interval'))
    throw new UsageError('--watch.interval: expected --watch beside it');
}
