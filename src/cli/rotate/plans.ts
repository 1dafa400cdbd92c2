import { recordedAnchorJson } from '../../model/rotation-json.ts';
import type { RotationPlan } from '../../model/rotation-plan.ts';
import { visible } from '../../model/visible.ts';
import { plural } from '../../model/words.ts';
import { BAD, BOLD, GOOD, type Paint } from '../probe/paint.ts';
import { anchorLines } from './report.ts';

const WORDS: Readonly<Record<RotationPlan['outcome'], string>> = {
  rotate: 'would be rotated',
  unchanged: 'unchanged',
  refused: 'would be refused',
};

/** Plans in the form of `--dry-run --output json`: stable keys, more may be added. */
export function plansJson(plans: readonly RotationPlan[]): string {
  return `${JSON.stringify({ plans: plans.map(planOf) }, undefined, 2)}\n`;
}

function planOf(plan: RotationPlan) {
  return {
    rotation: plan.rotation,
    kind: plan.kind,
    target: plan.target,
    path: plan.path ?? null,
    outcome: plan.outcome,
    way: plan.way ?? null,
    reasons: plan.reasons,
    notes: plan.notes,
    sha256_before: plan.sha256Before ?? null,
    sha256_after: plan.sha256After ?? null,
    anchors_before: plan.anchorsBefore,
    anchors_after: plan.anchorsAfter,
    added: plan.added.map(recordedAnchorJson),
    removed: plan.removed.map(recordedAnchorJson),
    hooks: plan.hooks,
  };
}

/** What runs would do, for people. */
export function plansReport(plans: readonly RotationPlan[], paint: Paint): string {
  return plans.map((plan) => planReport(plan, paint)).join('\n');
}

function planReport(plan: RotationPlan, paint: Paint): string {
  const outcome = paint(WORDS[plan.outcome], plan.outcome === 'refused' ? BAD : GOOD);
  const lines = [
    `${paint(plan.rotation, BOLD)}  ${outcome}  ${visible(plan.target)}`,
    ...plan.reasons.map((reason) => `  ${visible(reason)}`),
    ...wayLines(plan),
    ...anchorLines('+', plan.added),
    ...anchorLines('-', plan.removed),
    ...plan.hooks.map(({ stage, command }) => `  ${stage}: ${visible(command.join(' '))}`),
    ...plan.notes.map((note) => `  note     ${visible(note)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function wayLines({ way, path, kind, anchorsBefore, anchorsAfter }: RotationPlan): string[] {
  if (way === undefined) return [];
  const how = way === 'rename' ? 'renamed over' : 'written into';
  const unit = kind === 'anchors' ? 'anchor' : 'certificate';
  return [`  ${how} ${visible(path ?? '')}: ${anchorsBefore} → ${plural(anchorsAfter, unit)}`];
}
