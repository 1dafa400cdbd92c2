import type { ApiClient } from './api-client.ts';

/** Which cluster, and as whom. */
export interface ClusterSettings {
  /** The path of a kubeconfig; undefined: the cluster that this process runs in, as its ServiceAccount. */
  readonly kubeconfig: string | undefined;
  /** The context of the kubeconfig; undefined: its `current-context`. */
  readonly context?: string | undefined;
}

/** A cluster that can be asked. Nothing has been asked yet: whether it answers shows when it is followed. */
export interface Cluster {
  readonly client: ApiClient;
  /** The ServiceAccount's own namespace, or that of the context; `default` where neither says. */
  readonly namespace: string;
  /** What the operator should know about these settings, in sentences: such as a certificate that nobody checks. */
  readonly warnings: readonly string[];
  /** Closes idle connections. Followers are closed before. */
  close(): void;
}
