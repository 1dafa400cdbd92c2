import type { Inventory, SourceState } from '../../model/inventory.ts';
import { countProblems } from '../../model/problem.ts';
import { rfc3339, spanInWords } from '../../model/words.ts';
import { type Html, html } from './html.ts';
import { count, counted } from './numbers.ts';
import { CONDITION_WORDS, durationInWords, sourceCondition } from './source-state.ts';

function row(state: SourceState, now: number): Html {
  const { source, type, interval, lastCollection, certificates, problems } = state;
  const condition = sourceCondition(state, now);
  const last =
    lastCollection === undefined
      ? html`none yet`
      : html`<time datetime="${rfc3339(lastCollection.timestamp)}" title="${rfc3339(lastCollection.timestamp)}">${durationInWords(Math.max(0, Math.round(now - lastCollection.timestamp)))} ago</time>`;
  const took = lastCollection === undefined ? '' : durationInWords(lastCollection.duration);
  return html`<tr><th scope="row">${source}</th><td class="wide">${type}</td><td class="condition ${condition}">${CONDITION_WORDS[condition]}</td>
<td class="number" data-label="Certificates">${count(certificates.length)}</td><td class="number" data-label="Problems">${count(countProblems(problems))}</td><td class="last">${last}</td><td class="wide number">${took}</td><td class="wide number">${spanInWords(interval)}</td></tr>
`;
}

/** The configured places with their state; folded while all of them are up and there is something to show. */
export function sourcesSection(inventory: Inventory, now: number): Html {
  const { sources } = inventory;
  const up = sources.filter((state) => sourceCondition(state, now) === 'up').length;
  const quiet = up === sources.length && sources.some(({ certificates }) => certificates.length > 0);
  const open = quiet ? undefined : html` open`;
  return html`<section aria-labelledby="sources"><details${open}><summary><h2 id="sources">${counted(sources.length, 'source')}, ${count(up)} up</h2></summary>
<table class="sources"><caption class="hidden">Sources and their last collection</caption>
<thead><tr><th scope="col">Source</th><th scope="col" class="wide type">Type</th><th scope="col" class="state">State</th><th scope="col" class="number">Certificates</th><th scope="col" class="number">Problems</th><th scope="col" class="last">Collected</th><th scope="col" class="wide number">Took</th><th scope="col" class="wide number">Every</th></tr></thead>
<tbody>
${sources.map((state) => row(state, now))}</tbody></table></details></section>
`;
}
