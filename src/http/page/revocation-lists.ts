import type { Inventory, InventoryRevocationList } from '../../model/inventory.ts';
import { type RevocationListStatus, revocationListStatus } from '../../model/revocation-list.ts';
import type { ValidityStatus } from '../../model/validity.ts';
import { dateInWords, momentInWords, rfc3339 } from '../../model/words.ts';
import { bounded } from './bounded.ts';
import { type Html, html } from './html.ts';
import { count, counted } from './numbers.ts';
import { placeInWords } from './place.ts';
import { STATUS_WORDS } from './status-words.ts';

/** Lists shown unless all are asked for. */
const SHOWN = 100;

/** A revocation list with the source that found it. */
export interface ListEntry {
  readonly source: string;
  readonly found: InventoryRevocationList;
}

/** The colours and badges are those of certificates; no window is told, because a list lives as long as it lives. */
const LOOKS: Readonly<Record<RevocationListStatus, ValidityStatus>> = {
  expired: 'expired',
  expiring: 'warning',
  not_yet_valid: 'not_yet_valid',
  ok: 'fine',
};

/** Every revocation list of an inventory, soonest nextUpdate first, those without one last. */
export function listEntriesOf(inventory: Inventory): readonly ListEntry[] {
  const end = ({ found }: ListEntry): number => found.revocationList.nextUpdate ?? Number.MAX_VALUE;
  return inventory.sources
    .flatMap(({ source, revocationLists }) => revocationLists.map((found): ListEntry => ({ source, found })))
    .sort((left, right) => end(left) - end(right));
}

/** How many of them have a nextUpdate that has passed at `now` (Unix seconds). */
export function countExpired(entries: readonly ListEntry[], now: number): number {
  return entries.filter(({ found }) => revocationListStatus(found.revocationList, now) === 'expired').length;
}

function row({ source, found }: ListEntry, now: number): Html {
  const { revocationList, location } = found;
  const { nextUpdate, thisUpdate, issuer, crlNumber, revoked, fingerprintSha256 } = revocationList;
  const status = LOOKS[revocationListStatus(revocationList, now)];
  const when =
    nextUpdate === undefined
      ? html`<b>not said</b>`
      : html`<b>${momentInWords(nextUpdate, now)}</b><time datetime="${rfc3339(nextUpdate)}" title="${rfc3339(nextUpdate)}">${dateInWords(nextUpdate)}</time>`;
  const facts: readonly (readonly [string, string])[] = [
    ['Issued', rfc3339(thisUpdate)],
    ['Number', crlNumber ?? 'none'],
    ['Signature algorithm', revocationList.signatureAlgorithm],
    ['SHA-256 fingerprint', fingerprintSha256],
  ];
  const details = facts.map(([label, value]) => html`<dt>${label}<dd>${bounded(value)}`);
  return html`<tr class="${status}"><td><span class="badge">${STATUS_WORDS[status].badge}</span>${when}</td><th scope="row"><details><summary>${bounded(issuer)} <code>${bounded(placeInWords(location))}</code></summary><dl>${details}</dl></details></th><td class="wide number">${count(revoked)}</td><td class="wide">${source}</td></tr>
`;
}

/**
 * The revocation lists at `now` (Unix seconds), in the looks of certificates, whose filter leaves them alone. Nothing
 * where there are none.
 */
export function* revocationListsSection(
  entries: readonly ListEntry[],
  all: boolean,
  now: number,
): Generator<Html> {
  if (entries.length === 0) return;
  const shown = all ? entries : entries.slice(0, SHOWN);
  yield html`<section aria-labelledby="revocation-lists"><h2 id="revocation-lists">${counted(entries.length, 'revocation list')}</h2>
<table class="certificates lists"><caption class="hidden">Revocation lists, soonest next update first</caption>
<thead><tr><th scope="col" class="when">Next update</th><th scope="col">Issuer</th><th scope="col" class="wide number role">Revoked</th><th scope="col" class="wide source">Source</th></tr></thead>
<tbody>
`;
  for (const entry of shown) yield row(entry, now);
  yield html`</tbody></table>
`;
  const left = entries.length - shown.length;
  if (left > 0) {
    yield html`<p class="rest">${counted(left, 'more is', 'more are')} not listed. <a href="?limit=all">List everything</a></p>
`;
  }
  yield html`</section>
`;
}
