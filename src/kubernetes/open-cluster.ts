import { resolve } from 'node:path';
import { ClusterError } from './cluster-error.ts';
import type { Cluster, ClusterSettings } from './cluster-settings.ts';
import { InClusterCredentials, SERVICE_ACCOUNT_FOLDER } from './credentials/in-cluster.ts';
import { KubeconfigCredentials } from './credentials/kubeconfig-credentials.ts';
import { HttpClient } from './transport/http-client.ts';

/** What a cluster is opened in; in tests, not this process's own. */
export interface ClusterSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder of a pod's ServiceAccount. */
  readonly serviceAccountFolder: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const OWN_SURROUNDINGS: ClusterSurroundings = {
  environment: process.env,
  serviceAccountFolder: SERVICE_ACCOUNT_FOLDER,
  now: Date.now,
};

/**
 * Opens a cluster; nothing is asked of it yet.
 * @throws ClusterError where the settings or their files cannot be used
 */
export function openCluster(
  { kubeconfig, context }: ClusterSettings,
  surroundings: Partial<ClusterSurroundings> = {},
): Cluster {
  const { environment, serviceAccountFolder, now } = { ...OWN_SURROUNDINGS, ...surroundings };
  if (kubeconfig === undefined) {
    if (context !== undefined) throw new ClusterError('A context needs a kubeconfig that has it.');
    const credentials = new InClusterCredentials(environment, serviceAccountFolder);
    return opened(new HttpClient(credentials.server, credentials), credentials.namespace, []);
  }
  const credentials = new KubeconfigCredentials(resolve(kubeconfig), context, now);
  const { server, insecure } = credentials.cluster;
  const warnings: string[] = [];
  if (insecure) {
    warnings.push(
      `The certificate of ${server} is not verified (insecure-skip-tls-verify in ${kubeconfig}): whoever answers there gets the credentials.`,
    );
  }
  if (server.startsWith('http:')) {
    warnings.push(`${server} is asked without TLS: whoever listens on the way reads the credentials.`);
  }
  return opened(new HttpClient(server, credentials), credentials.namespace, warnings);
}

function opened(client: HttpClient, namespace: string, warnings: readonly string[]): Cluster {
  return { client, namespace, warnings, close: () => client.close() };
}
