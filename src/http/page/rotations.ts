import type { ShownRotation } from '../../metrics/rotation.ts';
import type { RotationState } from '../../model/rotation.ts';
import { spanInWords } from '../../model/words.ts';
import { ago } from './ago.ts';
import { bounded } from './bounded.ts';
import { type Html, html } from './html.ts';
import { count, counted } from './numbers.ts';
import { isOverdue, rotationCondition } from './rotation-condition.ts';

const RESULT_WORDS: Readonly<Record<RotationState['lastResult'], string>> = {
  rotated: 'Rotated',
  unchanged: 'Unchanged: the target is up to date',
  refused: 'Refused: the gate or the target did not let it happen',
  rolled_back: 'Rolled back: a hook failed, and what was there before is back',
  failed: 'Failed before its end',
  never: 'Never run',
};

function row(rotation: ShownRotation, now: number): Html {
  const { maxAge, state } = rotation;
  const condition = rotationCondition(rotation, now);
  const words = RESULT_WORDS[state.lastResult];
  const due =
    condition !== 'never' && isOverdue(rotation, now)
      ? html` <b>Overdue: the last success may be ${spanInWords(maxAge)} ago.</b>`
      : undefined;
  const success =
    state.lastSuccess === undefined
      ? html` <span>It has not succeeded yet.</span>`
      : html` <span>Last succeeded ${ago(state.lastSuccess, now)}.</span>`;
  return html`<tr><th scope="row">${bounded(state.rotation)}</th><td>${condition === 'failing' ? html`<b>${words}.</b>` : html`${words}.`}${due}${success}</td><td class="last" data-label="Last run">${ago(state.lastRun, now)}</td></tr>
`;
}

/** What came of the configured rotations, those that need somebody first. Nothing where none is configured. */
export function* rotationsSection(rotations: readonly ShownRotation[], now: number): Generator<Html> {
  if (rotations.length === 0) return;
  const of = (condition: string): readonly ShownRotation[] =>
    rotations.filter((rotation) => rotationCondition(rotation, now) === condition);
  const [failing, overdue, never] = [of('failing'), of('overdue'), of('never')];
  const words = [
    counted(rotations.length, 'rotation'),
    ...(failing.length > 0 ? [`${count(failing.length)} did not succeed`] : []),
    ...(overdue.length > 0 ? [`${count(overdue.length)} overdue`] : []),
    ...(never.length > 0 ? [`${count(never.length)} never run`] : []),
  ];
  yield html`<section aria-labelledby="rotations"><h2 id="rotations">${words.join(', ')}</h2>
<table class="handshakes"><caption class="hidden">Rotations and their last run</caption>
<thead><tr><th scope="col">Rotation</th><th scope="col">Last result</th><th scope="col" class="last">Last run</th></tr></thead>
<tbody>
`;
  for (const rotation of [...failing, ...overdue, ...never, ...of('good')]) yield row(rotation, now);
  yield html`</tbody></table></section>
`;
}
