import type { Audited } from '../audit/audit-file.ts';

/** Two paths that should hold the same anchors. */
export interface DriftPair {
  readonly left: string;
  readonly right: string;
}

/**
 * The two bundles that RHEL and Fedora make of the same sources: OpenSSL's, which may be a link under `/etc/ssl`, and
 * the plain one.
 */
const RHEL_PAIRS: readonly DriftPair[] = [
  { left: '/etc/ssl/certs/ca-bundle.trust.crt', right: '/etc/pki/tls/certs/ca-bundle.crt' },
  {
    left: '/etc/pki/ca-trust/extracted/openssl/ca-bundle.trust.crt',
    right: '/etc/pki/tls/certs/ca-bundle.crt',
  },
  {
    left: '/etc/pki/ca-trust/extracted/openssl/ca-bundle.trust.crt',
    right: '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  },
];

/**
 * The pairs that should agree on any host: RHEL's, and the first bundle of public roots with every other one. Paths
 * that lead to one file are one bundle, so a pair of them is left out, and of several pairs of the same two bundles
 * all but the first.
 */
export function defaultPairs(audited: readonly Audited[]): DriftPair[] {
  const isPublic = ({ bundle, format }: Audited): boolean =>
    bundle.reference !== undefined && format !== 'folder';
  const [main, ...others] = audited.filter(isPublic);
  const found =
    main === undefined ? [] : others.map(({ bundle }) => ({ left: main.bundle.path, right: bundle.path }));
  return distinct([...RHEL_PAIRS, ...found], audited);
}

function distinct(pairs: readonly DriftPair[], audited: readonly Audited[]): DriftPair[] {
  const resolved = new Map(audited.map((each) => [each.bundle.path, each.resolved]));
  const seen = new Set<string>();
  return pairs.filter(({ left, right }) => {
    const [one, other] = [resolved.get(left), resolved.get(right)];
    if (one === undefined || other === undefined || one === other) return false;
    const key = [one, other].sort().join('\n');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
