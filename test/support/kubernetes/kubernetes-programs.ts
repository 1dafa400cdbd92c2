import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const NEEDED = ['etcd', 'kube-apiserver', 'kubectl'] as const;

/**
 * Where a program of Kubernetes is: in the folder that KUBEBUILDER_ASSETS names, where `.ci/go-tools` puts what it
 * builds, or in PATH. Its bare name where it is nowhere, so that running it says so.
 */
export function kubernetesProgram(name: string): string {
  const tools = process.env['TLS_CERT_EXPORTER_TOOLS'] ?? join(homedir(), '.cache/tls-cert-exporter-tools');
  const folders = [
    process.env['KUBEBUILDER_ASSETS'] ?? '',
    join(tools, 'bin'),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
  return (
    folders
      .filter((folder) => folder !== '')
      .map((folder) => join(folder, name))
      .find((path) => existsSync(path)) ?? name
  );
}

/**
 * For `describe.skipIf`: true where a real API server cannot be started, said aloud. In CI (`CI` is set) it is never
 * true: there the tests run, and fail with the reason.
 */
export function apiServerMissing(tests: string): boolean {
  if (process.env['CI']) return false;
  const missing = NEEDED.filter((name) => kubernetesProgram(name) === name);
  if (missing.length === 0) return false;
  process.stderr.write(
    `\nSKIPPED: ${tests}: ${missing.join(', ')} not found. Install etcd-server, and run .ci/go-tools or set KUBEBUILDER_ASSETS.\n\n`,
  );
  return true;
}
