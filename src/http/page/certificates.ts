import { ROLES } from '../../model/certificate.ts';
import { VALIDITY_STATUSES } from '../../model/validity.ts';
import { type Html, html } from './html.ts';
import { count, counted } from './numbers.ts';
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
  return shown === selected ? matching : `${matching}; the ${count(shown)} that expire soonest are listed`;
}

function filter(extent: Extent, selection: Selection): Html {
  const clear =
    isFiltered(selection) || selection.limit < extent.all
      ? html` <a href="?#certificates">Clear the filter</a>`
      : undefined;
  return html`<form id="filter" role="search" action="#certificates" data-all="${extent.all}">
<p><label for="q">Search</label> <input id="q" name="q" type="search" maxlength="${MAX_SEARCH_LENGTH}" autocomplete="off" spellcheck="false" placeholder="name, path, issuer, serial…" value="${selection.search}"></p>
<p><label for="role">Role</label> <select id="role" name="role">${option('', 'any', selection.role === undefined)}${ROLES.map((role) => option(role, role, role === selection.role))}</select></p>
<p><label for="status">Status</label> <select id="status" name="status">${option('', 'any', selection.status === undefined)}${VALIDITY_STATUSES.map((status) => option(status, STATUS_WORDS[status].badge, status === selection.status))}</select></p>
<p><button>${extent.shown === extent.all ? 'Search' : `Search all ${count(extent.all)}`}</button></p>
</form>
<p class="extent"><span id="count" role="status" aria-live="polite">${extentInWords(extent, selection)}</span>${isFiltered(selection) ? clear : undefined}</p>
`;
}

/** What somebody does next who sees no certificate at all. */
function emptySection(ready: boolean): Html {
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

/** Everything of the certificates' section before its first row. */
export function certificatesStart(extent: Extent, selection: Selection, ready: boolean): Html {
  const start = html`<section aria-labelledby="certificates"><h2 id="certificates">Certificates`;
  if (extent.all === 0)
    return html`${start}</h2>
${emptySection(ready)}`;
  return html`${start}, soonest expiry first</h2>
${filter(extent, selection)}<table class="certificates"><caption class="hidden">Certificates, soonest expiry first</caption>
<thead><tr><th scope="col" class="when">Expires</th><th scope="col">Certificate</th><th scope="col" class="wide role">Role</th><th scope="col" class="wide source">Source</th></tr></thead>
<tbody>
`;
}

/** Everything of the certificates' section after its last row, with what the list leaves out. */
export function certificatesEnd(extent: Extent, selection: Selection): Html {
  if (extent.all === 0)
    return html`</section>
`;
  const left = extent.selected - extent.shown;
  const rest =
    left === 0
      ? undefined
      : html`<p class="rest">${counted(left, 'certificate')} that expire later ${left === 1 ? 'is' : 'are'} not listed. <a href="${selectionQuery({ ...selection, limit: Infinity })}#certificates">List all ${count(extent.selected)}</a>, or search: the search looks at every certificate.</p>
`;
  return html`</tbody></table>
${rest}</section>
`;
}
