import { neverExpires, validityStatus } from '../../model/validity.ts';
import { dateInWords, expiryInWords, momentInWords, rfc3339 } from '../../model/words.ts';
import type { Urgency } from './apart-roots.ts';
import { bounded } from './bounded.ts';
import { type Entry, roleOf } from './entries.ts';
import { factsOf, percentLeft } from './facts.ts';
import { escapeHtml, type Html, html, trusted } from './html.ts';
import { placeInWords } from './place.ts';
import { STATUS_WORDS } from './status-words.ts';

/** A name that a browser breaks after its commas first when it is too long for a line. */
function breakable(name: string): Html {
  return trusted(escapeHtml(name).replaceAll(',', ',<wbr>'));
}

/** When it expires, in words and exactly. The badge beside it says `Expired` already. */
function when(entry: Entry, now: number): Html {
  const { certificate } = entry.found;
  const exact = rfc3339(certificate.notAfter);
  const words =
    certificate.notAfter < now ? momentInWords(certificate.notAfter, now) : expiryInWords(certificate, now);
  const date = neverExpires(certificate)
    ? undefined
    : html`<time datetime="${exact}" title="${exact}">${dateInWords(certificate.notAfter)}</time>`;
  return html`<b>${words}</b>${date}`;
}

/**
 * The row of one certificate at `now` (Unix seconds): when, what and where at a glance, the rest in its details.
 * It is kept short, with the end tags left out that HTML does not ask for: there may be thousands.
 *
 * @param apart How urgent a root is that is set apart; undefined for everything else.
 */
export function certificateRow(entry: Entry, now: number, apart?: Urgency): Html {
  const { certificate, location } = entry.found;
  const status = validityStatus(certificate, now);
  const role = roleOf(entry);
  const facts = factsOf(entry, now).map(([label, value]) => html`<dt>${label}<dd>${bounded(value)}`);
  const tone = apart === undefined ? undefined : html` data-apart="${apart}"`;
  return html`<tr class="${status}" data-role="${role}"${tone}><td><span class="badge">${STATUS_WORDS[status].badge}</span>${when(entry, now)}<svg class="bar" aria-hidden="true"><rect width="${percentLeft(entry, now)}%" height="100%"/></svg><th scope="row"><details><summary>${breakable(bounded(certificate.subject) || '(no subject)')} <code>${bounded(placeInWords(location))}</code></summary><dl>${facts}</dl></details><td class="wide">${role}<td class="wide">${entry.source}
`;
}
