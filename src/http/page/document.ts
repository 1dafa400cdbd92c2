import type { ShownRotation } from '../../metrics/rotation.ts';
import { type HandshakeState, NO_HANDSHAKES } from '../../model/handshake-state.ts';
import type { Inventory } from '../../model/inventory.ts';
import { countProblems } from '../../model/problem.ts';
import type { TrustReport } from '../../model/trust-audit.ts';
import { rfc3339 } from '../../model/words.ts';
import { apartRoots, splitCounts } from './apart-roots.ts';
import { breather } from './breather.ts';
import { certificatesSection } from './certificates.ts';
import { countEntries } from './counts.ts';
import { entriesOf } from './entries.ts';
import { expiredRootsSection } from './expired-roots.ts';
import { groupTargets, handshakesSection } from './handshakes.ts';
import { type Headline, headlineOf, type Whole } from './headline.ts';
import { type Html, html, trusted } from './html.ts';
import { iconUrl } from './icon.ts';
import { problemsSection } from './problems.ts';
import { countExpired, listEntriesOf, revocationListsSection } from './revocation-lists.ts';
import { rotationCondition } from './rotation-condition.ts';
import { rotationsSection } from './rotations.ts';
import { SCRIPT } from './script.ts';
import { type Selection, selectEntries } from './selection.ts';
import { inSlices } from './slices.ts';
import { sourceCondition } from './source-state.ts';
import { sourcesSection } from './sources.ts';
import { STYLES } from './styles.ts';
import { summarySection } from './summary.ts';
import { trustSection } from './trust.ts';
import { isCritical, trustFaults } from './trust-faults.ts';

/** What a page is made of. */
export interface PageContent {
  readonly inventory: Inventory;
  /** What is known of the targets that are dialled; nothing where none is. */
  readonly handshakes?: HandshakeState;
  /** What this host trusts; undefined before the first audit, and where none is asked for. */
  readonly trust?: TrustReport | undefined;
  readonly rotations?: readonly ShownRotation[];
  /** Unix seconds. */
  readonly now: number;
  readonly version: string;
  /** The path under which the outside reaches the server, without a slash at its end; empty for none. */
  readonly prefix: string;
  /** Where the documentation is; left out where it is not known. */
  readonly documentation: string | undefined;
  readonly selection: Selection;
}

function start({ now, version }: PageContent, { level, words }: Headline): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words} – tls-cert-exporter</title>
<link rel="icon" href="${trusted(iconUrl(level))}">
<style>${trusted(STYLES)}</style>
</head>
<body>
<header><span><b>tls-cert-exporter</b> ${version}</span> <span>as of <time datetime="${rfc3339(now)}">${rfc3339(now).replace('T', ' ').replace('Z', ' UTC')}</time></span></header>
<main>
`;
}

/** What the headline says of trust. */
function trustTotals(trust: TrustReport | undefined): Pick<Whole, 'graveTrust' | 'criticalTrust'> {
  if (trust === undefined) return {};
  const { unusable, grave } = trustFaults(trust);
  const criticalTrust = unusable.length + grave.filter(isCritical).length;
  return { graveTrust: unusable.length + grave.length, criticalTrust };
}

function end({ prefix, documentation }: PageContent): Html {
  const docs = documentation === undefined ? undefined : html`<a href="${documentation}">Documentation</a>`;
  return html`</main>
<footer><nav aria-label="More"><a href="${prefix}/metrics">Metrics</a> <a href="${prefix}/-/healthy">Health</a> <a href="${prefix}/-/ready">Readiness</a> ${docs}</nav></footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`;
}

/**
 * The page, piece by piece: however many certificates there are, others get their turn in between, and no more is
 * held in memory than the reader takes.
 */
export async function* renderPage(content: PageContent): AsyncGenerator<string, void, undefined> {
  const { inventory, handshakes = NO_HANDSHAKES, trust, rotations = [], now, selection } = content;
  const pause = breather();
  const all = entriesOf(inventory);
  await pause();
  const counts = countEntries(all, now);
  await pause();
  const roots = apartRoots(all, trust, now);
  const rootCounts = splitCounts(counts, roots, now);
  await pause();
  const conditions = inventory.sources.map((state) => sourceCondition(state, now));
  const problems = inventory.sources.reduce((sum, source) => sum + countProblems(source.problems), 0);
  const lists = listEntriesOf(inventory);
  const headline = headlineOf({
    counts: rootCounts.others,
    roots: rootCounts,
    problems,
    conditions,
    failingHandshakes: groupTargets(handshakes).failing.length,
    outdatedTargets: groupTargets(handshakes).outdated.length,
    expiredLists: countExpired(lists, now),
    ...trustTotals(trust),
    rotations: rotations.map((rotation) => rotationCondition(rotation, now)),
  });
  yield start(content, headline).text +
    summarySection(headline, counts, rootCounts, conditions, selection).text;
  yield* inSlices(problemsSection(inventory, selection.limit === Infinity), pause);
  yield* inSlices(handshakesSection(handshakes, selection.limit === Infinity, now), pause);
  yield* inSlices(trustSection(trust, selection.limit === Infinity, now), pause);
  yield* inSlices(expiredRootsSection(roots, rootCounts, selection.limit === Infinity, now), pause);
  yield* inSlices(rotationsSection(rotations, now), pause);
  yield sourcesSection(inventory, now).text;
  yield* inSlices(revocationListsSection(lists, selection.limit === Infinity, now), pause);
  const selected = await selectEntries(all, selection, now, pause);
  yield* inSlices(certificatesSection(selected, all.length, selection, inventory.ready, now, roots), pause);
  yield end(content).text;
}
