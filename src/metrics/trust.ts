import { labelValue } from '../inventory/label-value.ts';
import type { AuditedBundle } from '../model/trust-audit.ts';
import { aboutTrust } from './about-trust.ts';
import type { Family, Labels } from './family.ts';
import type { Snapshot } from './snapshot.ts';
import { trustProcessFamilies } from './trust-processes.ts';
import { trustTimeFamilies } from './trust-times.ts';

const runtimeInfo = aboutTrust(
  'tls_trust_runtime_info',
  '1 for each place that an installation of a runtime takes its anchors from, with the rule that decided it.',
  ['runtime', 'installation', 'path', 'rule'],
  ({ runtimes }) =>
    runtimes.flatMap(({ runtime, installation, locations, rule }) => {
      const paths = new Set(locations.map(({ path }) => labelValue(path)));
      const labels = { runtime, installation: labelValue(installation) };
      if (paths.size === 0) return [{ labels: { ...labels, rule }, value: 1 }];
      return [...paths].map((path) => ({ labels: { ...labels, path, rule }, value: 1 }));
    }),
);

const runtimeAnchors = aboutTrust(
  'tls_trust_runtime_anchors',
  'How many anchors an installation of a runtime can really load; 0 where its parser rejects what is there.',
  ['runtime', 'installation'],
  ({ runtimes }) =>
    runtimes.flatMap(({ runtime, installation, anchors: loaded }) =>
      loaded === undefined
        ? []
        : [{ labels: { runtime, installation: labelValue(installation) }, value: loaded }],
    ),
);

const pathOf = ({ path }: AuditedBundle): Labels => ({ path: labelValue(path) });

const info = aboutTrust(
  'tls_trust_bundle_info',
  '1 for each bundle of trusted roots on this host, with the SHA-256 of its content.',
  ['path', 'sha256'],
  ({ bundles }) =>
    bundles.map((bundle) => ({ labels: { ...pathOf(bundle), sha256: bundle.sha256 }, value: 1 })),
);

const anchors = aboutTrust(
  'tls_trust_bundle_anchors',
  'How many different anchors for TLS servers the bundle has.',
  ['path'],
  ({ bundles }) => bundles.map((bundle) => ({ labels: pathOf(bundle), value: bundle.anchors })),
);

const findings = aboutTrust(
  'tls_trust_bundle_findings',
  'How many findings of a check and a level the audit of the bundle has now.',
  ['path', 'check', 'level'],
  function* ({ bundles }) {
    for (const bundle of bundles) {
      for (const { labels, count } of countFindings(bundle).values()) {
        yield { labels: { ...pathOf(bundle), ...labels }, value: count };
      }
    }
  },
);

const drift = aboutTrust(
  'tls_trust_bundle_drift',
  'How many anchors are in one of two bundles that should agree, and not in the other.',
  ['left', 'right', 'side'],
  (audit) =>
    audit.drift.flatMap(({ left, right, onlyLeft, onlyRight }) => {
      const pair = { left: labelValue(left), right: labelValue(right) };
      return [
        { labels: { ...pair, side: 'only_left' }, value: onlyLeft.length },
        { labels: { ...pair, side: 'only_right' }, value: onlyRight.length },
      ];
    }),
);

const referenceAnchors = aboutTrust(
  'tls_trust_reference_anchors',
  'How many anchors of a bundle of public roots are not in the reference set (extra), and the other way round (missing).',
  ['path', 'side'],
  ({ bundles }) =>
    bundles.flatMap((bundle) => {
      const { reference } = bundle;
      if (reference === undefined) return [];
      return [
        { labels: { ...pathOf(bundle), side: 'extra' }, value: reference.extra.length },
        { labels: { ...pathOf(bundle), side: 'missing' }, value: reference.missing.length },
      ];
    }),
);

/** What runtimes trust, what the bundles of this host hold, and how they stand: totals, so that the series stay few. */
export const trustFamilies: readonly Family<Snapshot>[] = [
  runtimeInfo,
  runtimeAnchors,
  info,
  anchors,
  findings,
  drift,
  referenceAnchors,
  ...trustTimeFamilies,
  ...trustProcessFamilies,
];

function countFindings(
  bundle: AuditedBundle,
): Map<string, { readonly labels: Labels; readonly count: number }> {
  const counts = new Map<string, { labels: Labels; count: number }>();
  for (const { check, level } of bundle.findings) {
    const key = `${check} ${level}`;
    counts.set(key, { labels: { check, level }, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return counts;
}
