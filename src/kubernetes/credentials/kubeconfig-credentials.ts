import { ApiError } from '../api-error.ts';
import { ClusterError } from '../cluster-error.ts';
import type { Access, Credentials, TlsMaterial } from './access.ts';
import { ExecCredentialCache } from './exec-credential.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { type KubeconfigCluster, readCluster } from './kubeconfig-cluster.ts';
import { type KubeconfigUser, readUser } from './kubeconfig-user.ts';
import { readMaterial, readToken } from './read-material.ts';

interface Loaded {
  readonly cluster: KubeconfigCluster;
  readonly user: KubeconfigUser;
  readonly namespace: string;
  readonly plugin: ExecCredentialCache | undefined;
}

/** A context of a kubeconfig. */
export class KubeconfigCredentials implements Credentials {
  readonly #path: string;
  readonly #context: string | undefined;
  readonly #now: () => number;
  #loaded: Loaded;
  #stale = false;

  /**
   * @param now milliseconds since 1970
   * @throws ClusterError where the kubeconfig cannot be used
   */
  constructor(path: string, context: string | undefined, now: () => number) {
    this.#path = path;
    this.#context = context;
    this.#now = now;
    this.#loaded = this.#load();
  }

  get namespace(): string {
    return this.#loaded.namespace;
  }

  get cluster(): KubeconfigCluster {
    return this.#loaded.cluster;
  }

  async access(): Promise<Access> {
    if (this.#stale) this.#reload();
    const loaded = this.#loaded;
    const { cluster, user, plugin } = loaded;
    const credential = await plugin?.get();
    const headers: Record<string, string | readonly string[]> = { ...user.impersonate };
    if (credential?.token !== undefined) headers['authorization'] = `Bearer ${credential.token}`;
    else if (user.token !== undefined) headers['authorization'] = `Bearer ${readToken(user.token)}`;
    else if (user.basic !== undefined) headers['authorization'] = `Basic ${user.basic}`;
    return {
      server: cluster.server,
      headers,
      tls: {
        ca:
          cluster.authority === undefined
            ? undefined
            : readMaterial(cluster.authority, "the authority's certificate"),
        identity: credential?.identity ?? identityOf(user),
        serverName: cluster.serverName,
        insecure: cluster.insecure,
      },
      proxy: cluster.proxy,
      compression: cluster.compression,
      origin: loaded,
    };
  }

  /** The kubeconfig itself may have been replaced as well: it is read again. */
  renew(refused: Access): void {
    if (refused.origin === this.#loaded) this.#stale = true;
  }

  close(): void {
    this.#loaded.plugin?.close();
  }

  #reload(): void {
    try {
      this.#loaded = this.#load();
      this.#stale = false;
    } catch (cause) {
      if (!(cause instanceof ClusterError)) throw cause;
      throw new ApiError('api_error', cause.message, { cause });
    }
  }

  #load(): Loaded {
    const entries = readKubeconfig(this.#path, this.#context);
    const cluster = readCluster(entries.cluster, this.#path);
    const user = readUser(entries.user, this.#path);
    return {
      cluster,
      user,
      namespace: entries.namespace ?? 'default',
      plugin:
        user.exec === undefined
          ? undefined
          : new ExecCredentialCache(user.exec, () => cluster.execInfo(), this.#now),
    };
  }
}

function identityOf({ certificate, key }: KubeconfigUser): TlsMaterial['identity'] {
  if (certificate === undefined || key === undefined) return undefined;
  return {
    certificate: readMaterial(certificate, 'the client certificate'),
    key: readMaterial(key, 'the client key'),
  };
}
