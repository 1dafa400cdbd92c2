import { basename } from 'node:path';
import { ApiError } from '../api-error.ts';
import type { ExecSettings } from './exec-settings.ts';
import { isFields, text } from './kubeconfig.ts';
import { runPlugin } from './run-plugin.ts';

/** What a credential plugin gave. */
export interface ExecCredential {
  readonly token: string | undefined;
  readonly identity: { readonly certificate: Buffer; readonly key: Buffer } | undefined;
  /** Milliseconds since 1970 from which on it is no longer good; infinite where the plugin does not say. */
  readonly expires: number;
}

/** The part of a kubeconfig's cluster that a plugin is told where it asks for it. */
export type ClusterInfo = Readonly<Record<string, unknown>>;

/** A credential plugin and what it said last, kept until that expires or is refused. */
export class ExecCredentialCache {
  readonly #exec: ExecSettings;
  readonly #cluster: () => ClusterInfo;
  readonly #now: () => number;
  readonly #closing = new AbortController();
  #held: ExecCredential | undefined;
  #running: Promise<ExecCredential> | undefined;

  /**
   * @param cluster what the plugin is told of the cluster, where it asks for that
   * @param now milliseconds since 1970
   */
  constructor(exec: ExecSettings, cluster: () => ClusterInfo, now: () => number) {
    this.#exec = exec;
    this.#cluster = cluster;
    this.#now = now;
  }

  /**
   * The credential, for which the program runs only where none is held; whoever asks meanwhile waits for the same run.
   * @throws ApiError where the program fails or says nothing of use
   */
  async get(): Promise<ExecCredential> {
    if (this.#held !== undefined && this.#now() < this.#held.expires) return this.#held;
    // Not called off by one who asks: another may wait for the same. It has a limit of its own.
    this.#running ??= runPlugin(this.#exec, this.#info(), this.#closing.signal)
      .then((output) => {
        this.#held = readExecCredential(output, this.#exec);
        return this.#held;
      })
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  /** Ends the program where it runs. */
  close(): void {
    this.#closing.abort(new ApiError('api_error', 'The cluster is no longer followed.'));
  }

  #info(): string {
    const cluster = this.#exec.provideClusterInfo ? { cluster: this.#cluster() } : {};
    const { apiVersion } = this.#exec;
    return JSON.stringify({ apiVersion, kind: 'ExecCredential', spec: { interactive: false, ...cluster } });
  }
}

/**
 * Reads what a plugin printed. Nothing of it is ever repeated.
 * @throws ApiError where it is no ExecCredential of the version that was asked for
 */
export function readExecCredential(output: string, { apiVersion, command }: ExecSettings): ExecCredential {
  const unusable = (why: string): ApiError =>
    new ApiError('api_error', `The credential plugin ${basename(command)} printed ${why}.`);
  let value: unknown;
  try {
    value = JSON.parse(output);
  } catch {
    throw unusable('something that is not JSON');
  }
  if (!isFields(value) || value['kind'] !== 'ExecCredential') throw unusable('no ExecCredential');
  if (value['apiVersion'] !== apiVersion) throw unusable(`another apiVersion than ${apiVersion}`);
  const status = isFields(value['status']) ? value['status'] : {};
  const token = text(status['token']);
  const certificate = text(status['clientCertificateData']);
  const key = text(status['clientKeyData']);
  if ((certificate === undefined) !== (key === undefined)) {
    throw unusable('a certificate without a key, or a key without a certificate');
  }
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) throw unusable('a token that is none');
  if (token === undefined && certificate === undefined) throw unusable('neither a token nor a certificate');
  const expires = status['expirationTimestamp'];
  return {
    token,
    identity:
      certificate === undefined || key === undefined
        ? undefined
        : { certificate: Buffer.from(certificate), key: Buffer.from(key) },
    expires: typeof expires === 'string' ? Date.parse(expires) || 0 : Number.POSITIVE_INFINITY,
  };
}
