import { ROLES } from '../../model/certificate.ts';
import { VALIDITY_STATUSES } from '../../model/validity.ts';
import type { ApartRoots } from './apart-roots.ts';
import type { Entry } from './entries.ts';
import { type Html, html } from './html.ts';
import { count, counted } from './numbers.ts';
import { certificateRow } from './row.ts';
import { isFiltered, MAX_SEARCH_LENGTH, type Selection, selectionQuery } from './selection.ts';
import { STATUS_WORDS } from './status-words.ts';

/** How many there are: in the inventory, of those that the visitor asked for, of those on this page. */
export interface Extent {
  readonly all: number;
  readonly selected: number;
  readonly shown: number;
}

const option = (value: string, label: string, selected: boolean): Html =>
  html`<option value="${value}"${selected ? html` selected` : undefined}>${label}</option>`;

/** What is on this page and what is not, in plain words. */
export function extentInWords({ all, selected, shown }: Extent, selection: Selection): string {
  const matching = isFiltered(selection)
    ? `${count(selected)} of ${counted(all, 'certificate')} match`
    : counted(all, 'certificate');
  return shown === selected
    ? matching
    : `${matching}; the ${count(shown)} that ${shown === 1 ? 'expires soonest is' : 'expire soonest are'} listed`;
}

function filter(extent: Extent, selection: Selection): Html {
  const clear = isFiltered(selection) ? html` <a href="?#certificates">Clear the filter</a>` : undefined;
  return html`<form id="filter" role="search" action="#certificates" data-all="${extent.all}">
<p><label for="q">Search</label> <input id="q" name="q" type="search" maxlength="${MAX_SEARCH_LENGTH}" autocomplete="off" spellcheck="false" placeholder="name, path, issuer, serial…" value="${selection.search}"></p>
<p><label for="role">Role</label> <select id="role" name="role">${option('', 'any', selection.role === undefined)}${ROLES.map((role) => option(role, role, role === selection.role))}</select></p>
<p><label for="status">Status</label> <select id="status" name="status">${option('', 'any', selection.status === undefined)}${VALIDITY_STATUSES.map((status) => option(status, STATUS_WORDS[status].badge, status === selection.status))}</select></p>
<p><button>${extent.shown === extent.all ? 'Search' : `Search all ${count(extent.all)}`}</button></p>
</form>
<p class="extent"><span id="count" role="status" aria-live="polite">${extentInWords(extent, selection)}</span>${clear}</p>
`;
}

/** What somebody does next who sees no certificate at all. */
function empty(ready: boolean): Html {
  if (!ready)
    return html`<p class="empty">Nothing has been collected yet. Load the page again in a moment.</p>
`;
  return html`<div class="empty"><p><b>The places that are looked at hold no certificate.</b> What to do next:</p>
<ul><li>Name a folder: <code>--certificates-dir=/etc/nginx/tls</code>, or files: <code>--certificates-glob='/srv/**/*.pem'</code>.</li>
<li>Or list sources in a file and give it with <code>--config.file</code>.</li>
<li>In a container, mount the host read-only and say where: <code>--root=/host</code>.</li>
<li>If a filter is set (<code>--certificates-regex</code>), see that it matches whole paths.</li></ul></div>
`;
}

/** The words after the table for what it leaves out. */
function rest(extent: Extent, selection: Selection): Html | undefined {
  const left = extent.selected - extent.shown;
  if (left === 0) return undefined;
  const query = selectionQuery({ ...selection, limit: Infinity });
  return html`<p class="rest">${counted(left, 'certificate')} that ${left === 1 ? 'expires later is' : 'expire later are'} not listed. <a href="${query}#certificates">List all ${count(extent.selected)}</a>, or search: the search looks at every certificate.</p>
`;
}

/**
 * The certificates at `now` (Unix seconds), with the filter above them and what the list leaves out below.
 *
 * @param selected What the selection asks for, before its limit.
 * @param all How many there are in the inventory.
 * @param roots Those that are set apart, and shown in a calmer colour.
 */
export function* certificatesSection(
  selected: readonly Entry[],
  all: number,
  selection: Selection,
  ready: boolean,
  now: number,
  roots: ApartRoots = new Map(),
): Generator<Html> {
  const extent: Extent = {
    all,
    selected: selected.length,
    shown: Math.min(selected.length, selection.limit),
  };
  yield html`<section aria-labelledby="certificates"><h2 id="certificates">Certificates${all === 0 ? '' : ', soonest expiry first'}</h2>
`;
  if (all === 0) {
    yield empty(ready);
  } else {
    yield html`${filter(extent, selection)}<table class="certificates"><caption class="hidden">Certificates, soonest expiry first</caption>
<thead><tr><th scope="col" class="when">Expires</th><th scope="col">Certificate</th><th scope="col" class="wide role">Role</th><th scope="col" class="wide source">Source</th></tr></thead>
<tbody>
`;
    for (const entry of selected.slice(0, extent.shown)) {
      yield certificateRow(entry, now, roots.get(entry));
    }
    yield html`</tbody></table>
${rest(extent, selection)}`;
  }
  yield html`</section>
`;
}
