import type { HandshakeResult } from '../model/handshake.ts';
import type { HandshakeShard, TargetState } from '../model/handshake-state.ts';
import type { SourceState } from '../model/inventory.ts';
import { certificates } from './certificates.ts';
import type { Family, ItemSubject } from './family.ts';
import type { Format } from './format.ts';
import { HANDSHAKE_FACTS, HANDSHAKE_TIMES } from './handshake-subjects.ts';
import { renderLabels } from './labels.ts';
import { problems } from './problems.ts';
import { renderFamily, renderHeader } from './text.ts';

/** What came of one probe. */
export interface ProbeOutcome {
  /** One, or one for each address; at least one. */
  readonly results: readonly HandshakeResult[];
  /**
   * These results, or those of an earlier probe that say the same in everything but times: they are rendered once for
   * as long as somebody holds them.
   */
  readonly facts: readonly HandshakeResult[];
  /** What was served with the facts, as a source of its own. */
  readonly served: SourceState;
  /** Seconds, from the question to the answer. */
  readonly duration: number;
}

const success: Family<ProbeOutcome> = {
  name: 'probe_success',
  help: '1 when a strict client would have gone on, at every address that was dialled.',
  type: 'gauge',
  labels: [],
  samples: ({ results }) => [{ value: Number(results.every((result) => result.success)) }],
};

const duration: Family<ProbeOutcome> = {
  name: 'probe_duration_seconds',
  help: 'How long the probe took.',
  type: 'gauge',
  labels: [],
  // Microseconds, as the phases have them.
  samples: (outcome) => [{ value: Math.round(outcome.duration * 1e6) / 1e6 }],
};

/** The families of the blackbox exporter's convention. */
export const PROBE_FAMILIES: readonly Family<ProbeOutcome>[] = [success, duration];

/** The families of a probe that the next one to the same server most often has as well. */
const KEPT: Readonly<Record<Format, WeakMap<ProbeOutcome['facts'], Buffer>>> = {
  text: new WeakMap(),
  openmetrics: new WeakMap(),
};

const NOTHING = Buffer.alloc(0);
const EOF = Buffer.from('# EOF\n');

/**
 * One probe as an exposition of its own, in UTF-8. It has no past and no schedule, so that there are neither counters nor
 * anything about the last success and the interval.
 */
export function renderProbe(outcome: ProbeOutcome, format: Format): Buffer {
  const { results, facts } = outcome;
  const states = results.map((result): TargetState => {
    const { target, address } = result;
    const unknown = { interval: Number.NaN, attempts: Number.NaN, failures: Number.NaN };
    return { target, ...(address === undefined ? {} : { address }), ...unknown, result };
  });
  const shard: HandshakeShard = { index: 0, states, facts };
  let text = '';
  for (const family of PROBE_FAMILIES) text += renderFamily(family, outcome, format);
  for (const subject of HANDSHAKE_TIMES) text += renderSubject(subject, shard, format);
  return Buffer.concat([
    Buffer.from(text),
    kept(outcome, shard, format),
    format === 'openmetrics' ? EOF : NOTHING,
  ]);
}

function kept({ facts, served }: ProbeOutcome, shard: HandshakeShard, format: Format): Buffer {
  const known = KEPT[format].get(facts);
  if (known !== undefined) return known;
  const ofHandshake = HANDSHAKE_FACTS.map((subject) => renderSubject(subject, shard, format));
  const ofChain = [renderSubject(certificates, served, format), renderSubject(problems, served, format)];
  const text = [...ofHandshake, ...ofChain].join('');
  // Not of the pool, of which it would keep the rest as well.
  const made = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  made.write(text);
  KEPT[format].set(facts, made);
  return made;
}

/** All families of a subject, each whole; a value that is not known is left out. */
function renderSubject<Part, Item>(subject: ItemSubject<Part, Item>, part: Part, format: Format): string {
  const items = [...subject.items(part)].map((item) => ({
    item,
    shared: renderLabels(subject.sharedLabels(item, part)),
  }));
  let text = '';
  for (const family of subject.families) {
    let series = '';
    for (const { item, shared } of items) {
      const value = family.value(item);
      if (!Number.isFinite(value)) continue;
      const own = family.ownLabels === undefined ? '' : renderLabels(family.ownLabels(item));
      const labels = own === '' || shared === '' ? shared + own : `${shared},${own}`;
      series += `${family.name}${labels === '' ? '' : `{${labels}}`} ${value}\n`;
    }
    if (series !== '') text += renderHeader(family, format) + series;
  }
  return text;
}
