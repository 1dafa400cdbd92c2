import { existsSync } from 'node:fs';
import type { KubernetesSourceSettings } from '../config/kubernetes-source-settings.ts';
import { ClusterError } from '../kubernetes/cluster-error.ts';
import type { Cluster } from '../kubernetes/cluster-settings.ts';
import { follow } from '../kubernetes/follow.ts';
import type { Problem } from '../model/problem.ts';
import type { Source } from '../model/source.ts';
import { KeystoreOpener } from '../sources/keystores/keystore-opener.ts';
import { createKubernetesSource } from '../sources/kubernetes/kubernetes.ts';
import { fieldReader } from '../sources/kubernetes/read-field.ts';
import type { SourceMeans } from './source-means.ts';

/** Seconds that opening one keystore may take. */
const KEYSTORE_TIMEOUT = 10;

/** Nothing is opened and nobody asked before the first collection. */
export function makeKubernetesSource(
  settings: KubernetesSourceSettings,
  { reader, onFile, warn }: SourceMeans,
): Source {
  const { name, interval, rules, objectLabels, pageSize, shard } = settings;
  const opener = new KeystoreOpener({ timeout: KEYSTORE_TIMEOUT });
  const readField = fieldReader(reader, opener);
  const source = createKubernetesSource({
    name,
    interval,
    rules,
    objectLabels,
    pageSize,
    shard,
    readField: (bytes, passphrases) => {
      onFile();
      return readField(bytes, passphrases);
    },
    open: async () => {
      const opened = await open(settings);
      if ('warnings' in opened) opened.warnings.forEach(warn);
      return opened;
    },
    follow,
  });
  return {
    ...source,
    close: async () => {
      opener.close();
      await source.close?.();
    },
  };
}

/**
 * Where the settings cannot be used that is a problem of this source and no reason to end: other sources have nothing
 * to do with it, and a kubeconfig may still come.
 */
async function open({ kubeconfig, context }: KubernetesSourceSettings): Promise<Cluster | Problem> {
  // HTTPS and all that goes with it: not loaded where no cluster is asked.
  const { openCluster } = await import('../kubernetes/open-cluster.ts');
  try {
    return openCluster({ kubeconfig, context });
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    const isMissing = kubeconfig !== undefined && !existsSync(kubeconfig);
    return {
      reason: isMissing ? 'not_found' : 'api_error',
      detail: error.message,
      location: kubeconfig === undefined ? {} : { path: kubeconfig },
    };
  }
}
