import { join } from 'node:path';
import { render, valuesFile } from './helm.ts';

const DEPLOY = join(import.meta.dirname, '../../deploy');

/** The plain manifests: which fixture each is rendered from, and of which templates where not of all. */
export const MANIFESTS = {
  nodes: { says: 'Certificates in files, on every node', values: 'nodes', templates: [] },
  endpoints: {
    says: 'TLS handshakes, and certificates in the objects of the cluster',
    values: 'endpoints',
    templates: [],
  },
  monitors: {
    says: 'Scraping, for the Prometheus operator',
    values: 'monitoring',
    templates: ['podmonitor', 'servicemonitor'],
  },
  rules: {
    says: 'The alerts, for the Prometheus operator',
    values: 'monitoring',
    templates: ['prometheusrule'],
  },
} as const;

export type ManifestName = keyof typeof MANIFESTS;

export const MANIFEST_NAMES = Object.keys(MANIFESTS) as readonly ManifestName[];

/** Where a manifest lies: for `kubectl apply`, and once more for kustomize, which reads no file outside its folder. */
export const manifestPaths = (name: ManifestName): readonly string[] => [
  join(DEPLOY, `manifests/${name}.yaml`),
  join(DEPLOY, `kustomize/${name}/${name}.yaml`),
];

/** What the chart makes, without what only Helm reads. */
export function renderManifest(name: ManifestName): string {
  const { says, values, templates } = MANIFESTS[name];
  const only = templates.map((template) => `--show-only=templates/monitoring/${template}.yaml`);
  // Without the Pod that only `helm test` runs.
  const text = render(valuesFile(values), '--no-hooks', ...only)
    .replace(/^# Source: .*\n/gm, '')
    .replace(/^ +(helm\.sh\/chart|app\.kubernetes\.io\/managed-by): .*\n/gm, '');
  return `# ${says}. Made of deploy/helm/tls-cert-exporter for Kubernetes 1.31 and later: change the chart,\n# then \`UPDATE_GOLDEN=1 npx vitest run test/deploy/manifests.test.ts\`. How to apply it: docs/deployment.md#without-helm\n${text}`;
}
