import type { HandshakeState, TargetState } from '../../model/handshake-state.ts';
import { HANDSHAKE_WORDS } from '../../model/handshake-words.ts';
import { momentInWords } from '../../model/words.ts';
import { ago } from './ago.ts';
import { bounded } from './bounded.ts';
import { type Html, html } from './html.ts';
import { count, counted } from './numbers.ts';
import { durationInWords } from './source-state.ts';

/** Targets listed in each part unless all are asked for. */
const LISTED = 100;

/** The targets as the page has them. */
export interface TargetGroups {
  /** Those that fail longest first. */
  readonly failing: readonly TargetState[];
  /** With a good handshake, but another certificate than the one that is stored. */
  readonly outdated: readonly TargetState[];
  /** Not dialled yet. */
  readonly waiting: readonly TargetState[];
  readonly succeeding: readonly TargetState[];
}

const grouped = new WeakMap<HandshakeState, TargetGroups>();

/** Sorts the targets once for each state, and keeps that as long as the state lives. */
export function groupTargets(handshakes: HandshakeState): TargetGroups {
  const known = grouped.get(handshakes);
  if (known !== undefined) return known;
  const groups = {
    failing: [] as TargetState[],
    outdated: [] as TargetState[],
    waiting: [] as TargetState[],
    succeeding: [] as TargetState[],
  };
  for (const { states } of handshakes.shards) {
    for (const state of states) {
      const { result } = state;
      if (result === undefined) groups.waiting.push(state);
      else if (!result.success) groups.failing.push(state);
      else groups[result.servesStored === false ? 'outdated' : 'succeeding'].push(state);
    }
  }
  groups.failing.sort(
    (left, right) => (left.lastSuccess ?? -Infinity) - (right.lastSuccess ?? -Infinity) || 0,
  );
  grouped.set(handshakes, groups);
  return groups;
}

function place({ target, address }: TargetState): Html {
  const others = [
    ...(address === undefined ? [] : [address]),
    ...(target.module === 'default' ? [] : [`module ${target.module}`]),
  ].join(', ');
  return html`<code>${bounded(target.target)}</code>${others === '' ? undefined : html` <span>${bounded(others)}</span>`}`;
}

function failingRow(state: TargetState, now: number): Html {
  const failure = state.result?.failure;
  if (failure === undefined) return html``;
  const { meaning, remedy } = HANDSHAKE_WORDS[failure.reason];
  return html`<tr><th scope="row">${place(state)}</th><td><b>${failure.phase}: ${failure.reason}</b> ${meaning}. <span>${bounded(failure.detail)}</span> <span class="remedy">To do: ${remedy}.</span></td><td class="last" data-label="Last succeeded">${ago(state.lastSuccess, now)}</td></tr>
`;
}

function outdatedRow(state: TargetState, now: number): Html {
  const stored = bounded(state.target.stored ?? '');
  return html`<tr><th scope="row">${place(state)}</th><td><b>not the stored certificate</b> The handshake is good, but the certificate that is served is not the one at <code>${stored}</code>. <span class="remedy">To do: reload the server, and if it stays so, look which file it really reads.</span></td><td class="last" data-label="Last succeeded">${ago(state.lastSuccess, now)}</td></tr>
`;
}

function succeedingRow(state: TargetState, now: number): Html {
  const { session, chainNotAfter, durations = {} } = state.result ?? {};
  const took = Object.values(durations).reduce((sum, seconds) => sum + seconds, 0);
  const version = session === undefined ? '' : `${session.version} ${session.group}`;
  const expiry = chainNotAfter === undefined ? '' : `chain expires ${momentInWords(chainNotAfter, now)}`;
  const words = [version.trim(), durationInWords(took), expiry].filter((part) => part !== '').join(', ');
  return html`<tr><th scope="row">${place(state)}</th><td>${words}</td><td class="last" data-label="Last succeeded">${ago(state.lastSuccess, now)}</td></tr>
`;
}

function* table(
  states: readonly TargetState[],
  row: (state: TargetState, now: number) => Html,
  caption: string,
  all: boolean,
  now: number,
): Generator<Html> {
  yield html`<table class="handshakes"><caption class="hidden">${caption}</caption>
<thead><tr><th scope="col">Target</th><th scope="col">State</th><th scope="col" class="last">Last succeeded</th></tr></thead>
<tbody>
`;
  const listed = all ? states : states.slice(0, LISTED);
  for (const state of listed) yield row(state, now);
  yield html`</tbody></table>
`;
  const left = states.length - listed.length;
  if (left > 0) {
    yield html`<p class="rest">${counted(left, 'more target is', 'more targets are')} not listed. <a href="?limit=all">List everything</a></p>
`;
  }
}

/** What does not shake hands, and why, and in a fold what does. Nothing where nothing is dialled. */
export function* handshakesSection(handshakes: HandshakeState, all: boolean, now: number): Generator<Html> {
  const { failing, outdated, waiting, succeeding } = groupTargets(handshakes);
  if (failing.length + outdated.length + waiting.length + succeeding.length === 0) return;
  const words = [
    ...(failing.length > 0 ? [`${count(failing.length)} ${failing.length === 1 ? 'fails' : 'fail'}`] : []),
    ...(outdated.length > 0 ? [`${count(outdated.length)} not with the stored certificate`] : []),
    ...(succeeding.length > 0
      ? [`${count(succeeding.length)} ${succeeding.length === 1 ? 'succeeds' : 'succeed'}`]
      : []),
    ...(waiting.length > 0 ? [`${count(waiting.length)} not dialled yet`] : []),
  ].join(', ');
  yield html`<section aria-labelledby="handshakes"><h2 id="handshakes">Handshakes: ${words}</h2>
`;
  if (failing.length > 0) yield* table(failing, failingRow, 'Targets that fail', all, now);
  if (outdated.length > 0)
    yield* table(outdated, outdatedRow, 'Targets that do not serve the stored certificate', all, now);
  if (succeeding.length > 0) {
    yield html`<details class="succeeding"><summary>${counted(succeeding.length, 'target')} with a good handshake</summary>
`;
    yield* table(succeeding, succeedingRow, 'Targets that succeed', all, now);
    yield html`</details>
`;
  }
  yield html`</section>
`;
}
