import type { Location } from '../../model/location.ts';
import { dateInWords, rfc3339 } from '../../model/words.ts';
import { type ApartCounts, type ApartRoots, apartInWords, type Urgency } from './apart-roots.ts';
import { bounded } from './bounded.ts';
import type { Entry } from './entries.ts';
import { type Html, html } from './html.ts';
import { count, counted } from './numbers.ts';
import { placeInWords } from './place.ts';

/** Bundles, and roots of one bundle, that are listed unless all are asked for. */
const LISTED = 100;

/** The roots of one bundle that are set apart; all have the same urgency, because that goes by the place. */
interface Bundle {
  readonly place: string;
  readonly urgency: Urgency;
  readonly entries: Entry[];
}

const SAID: Readonly<Record<Urgency, Html>> = {
  warning: html`No chain that ends in such a root is valid; others are not touched by it. <span class="remedy">To do: put its successor beside it, then remove it. <code>tls-cert-exporter trust</code> tells which came with the distribution.</span>`,
  calm: html`Only updates of the distribution change these; it keeps expired roots for signatures of old dates. <span class="remedy">Nothing to do.</span>`,
};

/** By file, object or target: the entries of one keystore are one bundle. */
function bundlesOf(roots: ApartRoots): Bundle[] {
  const bundles = new Map<string, Bundle>();
  for (const [entry, urgency] of roots) {
    const { entry: _, ...location }: Location = entry.found.location;
    const place = placeInWords(location);
    const known = bundles.get(place);
    if (known === undefined) bundles.set(place, { place, urgency, entries: [entry] });
    else known.entries.push(entry);
  }
  const all = [...bundles.values()];
  return [
    ...all.filter(({ urgency }) => urgency === 'warning'),
    ...all.filter(({ urgency }) => urgency === 'calm'),
  ];
}

function root({ found: { certificate } }: Entry, now: number): Html {
  const { subject, notAfter } = certificate;
  const verb = notAfter < now ? 'expired' : 'expires';
  return html`<li>${bounded(subject)}, <time datetime="${rfc3339(notAfter)}">${verb} ${dateInWords(notAfter)}</time></li>
`;
}

function row({ place, urgency, entries }: Bundle, all: boolean, now: number): Html {
  const listed = all ? entries : entries.slice(0, LISTED);
  const left = entries.length - listed.length;
  const rest = left === 0 ? undefined : html`<li>and ${counted(left, 'more')}</li>`;
  return html`<tr><th scope="row"><code>${bounded(place)}</code></th><td>${SAID[urgency]}
<details class="roots"><summary>${counted(entries.length, 'root')}</summary><ul>${listed.map((each) => root(each, now))}${rest}</ul></details></td><td class="last" data-label="Roots">${count(entries.length)}</td></tr>
`;
}

/**
 * The roots that fail nobody by themselves, by bundle, at `now` (Unix seconds); folded where nobody can do anything
 * about them. Nothing where there are none.
 */
export function* expiredRootsSection(
  roots: ApartRoots,
  counts: ApartCounts,
  all: boolean,
  now: number,
): Generator<Html> {
  if (roots.size === 0) return;
  const bundles = bundlesOf(roots);
  const open = counts.warning > 0 ? html` open` : undefined;
  const words = apartInWords(counts).join(', ') + (counts.warning > 0 ? '' : ': nothing to do');
  yield html`<section aria-labelledby="expired-roots"><details${open}><summary><h2 id="expired-roots">${words}</h2></summary>
<table class="handshakes"><caption class="hidden">Roots that have expired, by bundle</caption>
<thead><tr><th scope="col">Where</th><th scope="col">What it means</th><th scope="col" class="last">Roots</th></tr></thead>
<tbody>
`;
  const listed = all ? bundles : bundles.slice(0, LISTED);
  for (const bundle of listed) yield row(bundle, all, now);
  yield html`</tbody></table>
`;
  const left = bundles.length - listed.length;
  if (left > 0) {
    yield html`<p class="rest">${counted(left, 'more is', 'more are')} not listed. <a href="?limit=all">List everything</a></p>
`;
  }
  yield html`</details></section>
`;
}
