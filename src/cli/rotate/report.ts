import type { FinishedRun } from '../../app.ts';
import type { RecordedAnchor, RotationRun } from '../../model/rotation.ts';
import { visible } from '../../model/visible.ts';
import { BAD, BOLD, GOOD, type Paint } from '../probe/paint.ts';

/** So many anchors of each kind are named; the record has all of them. */
const MOST_NAMED = 20;

/** What came of runs, for people. */
export function runsReport(finished: readonly FinishedRun[], paint: Paint): string {
  return finished.map((each) => runReport(each, paint)).join('\n');
}

function runReport({ run, notes, trouble }: FinishedRun, paint: Paint): string {
  const isFine = run.result === 'rotated' || run.result === 'unchanged';
  const result = paint(run.result.replace('_', ' '), isFine ? GOOD : BAD);
  const lines = [
    `${paint(run.rotation, BOLD)}  ${result}  ${run.target}`,
    ...(run.reason === '' ? [] : [`  ${visible(run.reason)}`]),
    ...anchorLines('+', run.added),
    ...anchorLines('-', run.removed),
    ...run.hooks.map((hook) => hookLine(hook, paint)),
    ...(run.backup === undefined ? [] : [`  backup   ${visible(run.backup)}`]),
    ...notes.map((note) => `  note     ${visible(note)}`),
    ...(trouble === undefined ? [] : [`  ${paint('trouble', BAD)}  ${visible(trouble)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** The anchors that come or go, one a line. */
export function anchorLines(sign: '+' | '-', anchors: readonly RecordedAnchor[]): string[] {
  const named = anchors.slice(0, MOST_NAMED);
  const rest = anchors.length - named.length;
  return [
    ...named.map(({ subject, fingerprintSha256 }) => `  ${sign} ${visible(subject)}  ${fingerprintSha256}`),
    ...(rest > 0 ? [`  ${sign} and ${rest} more`] : []),
  ];
}

function hookLine(
  { stage, command, ok, duration, detail }: RotationRun['hooks'][number],
  paint: Paint,
): string {
  const sign = ok ? paint('ok', GOOD) : paint('failed', BAD);
  const words = `${stage.replaceAll('_', ' ')}: ${command.join(' ')}`;
  return `  ${sign}  ${visible(words)}  ${visible(detail)}, ${duration.toFixed(1)} s`;
}
