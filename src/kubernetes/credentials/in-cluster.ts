import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { ClusterError } from '../cluster-error.ts';
import type { Access, Credentials } from './access.ts';
import { readMaterial, readToken } from './read-material.ts';

/** Where the kubelet puts a ServiceAccount's files into a container. */
export const SERVICE_ACCOUNT_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A pod's own ServiceAccount. The kubelet replaces the token about every hour, long before the old one ends, and the
 * authority's certificate when that is rotated: both are read again for each request.
 */
export class InClusterCredentials implements Credentials {
  readonly server: string;
  readonly #folder: string;

  /** @throws ClusterError outside of a cluster */
  constructor(environment: Environment, folder: string) {
    const host = environment['KUBERNETES_SERVICE_HOST'];
    const port = environment['KUBERNETES_SERVICE_PORT'];
    if (!host || !port) {
      throw new ClusterError(
        'This process runs in no cluster: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set. Name a kubeconfig.',
      );
    }
    this.server = `https://${isIPv6(host) ? `[${host}]` : host}:${port}`;
    if (!URL.canParse(this.server)) {
      throw new ClusterError('KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT make no address.');
    }
    this.#folder = folder;
    try {
      readFileSync(`${folder}/token`);
    } catch (cause) {
      throw new ClusterError(
        `Cannot read the ServiceAccount's token, ${folder}/token: ${(cause as NodeJS.ErrnoException).code}. Let the pod mount it (automountServiceAccountToken), or name a kubeconfig.`,
        { cause },
      );
    }
  }

  /** The namespace of the pod. */
  get namespace(): string {
    try {
      return readFileSync(`${this.#folder}/namespace`, 'utf8').trim() || 'default';
    } catch {
      return 'default';
    }
  }

  async access(): Promise<Access> {
    return {
      server: this.server,
      headers: { authorization: `Bearer ${readToken({ path: `${this.#folder}/token` })}` },
      tls: {
        ca: readMaterial({ path: `${this.#folder}/ca.crt` }, "the authority's certificate"),
        identity: undefined,
        serverName: undefined,
        insecure: false,
      },
      proxy: undefined,
      compression: false,
      origin: this,
    };
  }

  renew(): void {
    // Nothing is held: the next access reads all of it anyway.
  }

  close(): void {}
}
