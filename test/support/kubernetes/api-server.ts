import { Agent, request } from 'node:https';
import { runProgram } from '../programs.ts';
import { type ClusterFiles, createClusterFiles } from './cluster-files.ts';
import { kubernetesProgram } from './kubernetes-programs.ts';
import { ServerProcess, withFreePorts } from './server-process.ts';

/**
 * A real API server with a real etcd: it takes, keeps, watches and guards (RBAC) every object, and nothing runs in
 * it. Starting takes some seconds: one is shared by all tests of a file, each in a namespace of its own.
 */
export interface ApiServer {
  /** `https://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  /** Certificates, tokens, and whatever a test writes there. */
  readonly files: ClusterFiles;
  /** Sends a request as somebody who may do everything. Throws where the answer is not 2xx. */
  request(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Json>;
  /** Runs kubectl as somebody who may do everything. Throws where it fails; gives back what it printed. */
  kubectl(args: readonly string[], input?: string): string;
  /** Creates a namespace, with a name that no other has. */
  namespace(): Promise<string>;
  /** Creates a ServiceAccount. */
  serviceAccount(namespace: string, name: string): Promise<void>;
  /** A fresh token of a ServiceAccount. */
  serviceAccountToken(namespace: string, name: string): Promise<string>;
  /** Writes a kubeconfig with one context for this server and a user as given, and gives back its path. */
  kubeconfig(user: Readonly<Record<string, unknown>>, cluster?: Readonly<Record<string, unknown>>): string;
  /** Has etcd forget what was before now, so that lists and watches from before have expired. */
  compact(): Promise<void>;
  /** Kills the API server, as a crash would. etcd keeps all objects. */
  halt(): Promise<void>;
  /** Starts it again at the same port, unless it runs, and waits until it is ready. */
  resume(): Promise<void>;
  /** Ends both and removes all files. */
  stop(): Promise<void>;
}

// oxlint-disable-next-line typescript/no-explicit-any -- a test reads answers whose form it knows
export type Json = any;

/** Starts etcd and kube-apiserver, and waits until they are ready. */
export async function startApiServer(): Promise<ApiServer> {
  const files = createClusterFiles();
  try {
    const { process: etcd, url: etcdUrl } = await startEtcd(files);
    try {
      return await withFreePorts(1, async ([port = 0]) => {
        const server = new RunningApiServer(files, etcd, etcdUrl, port);
        await server.resume();
        return server;
      });
    } catch (error) {
      await etcd.kill();
      throw error;
    }
  } catch (error) {
    files.remove();
    throw error;
  }
}

async function startEtcd(files: ClusterFiles): Promise<{ process: ServerProcess; url: string }> {
  return withFreePorts(2, async ([clients = 0, peers = 0]) => {
    const url = `http://127.0.0.1:${clients}`;
    const process = new ServerProcess(
      kubernetesProgram('etcd'),
      [
        `--data-dir=${files.at('etcd')}`,
        `--listen-client-urls=${url}`,
        `--advertise-client-urls=${url}`,
        `--listen-peer-urls=http://127.0.0.1:${peers}`,
        `--initial-advertise-peer-urls=http://127.0.0.1:${peers}`,
        `--initial-cluster=default=http://127.0.0.1:${peers}`,
      ],
      files.at('etcd.log'),
    );
    try {
      await process.until(async () => (await fetch(`${url}/health`).catch(() => undefined))?.ok ?? false);
    } catch (error) {
      await process.kill();
      throw error;
    }
    return { process, url };
  });
}

class RunningApiServer implements ApiServer {
  readonly url: string;
  readonly port: number;
  readonly files: ClusterFiles;
  readonly #etcd: ServerProcess;
  readonly #etcdUrl: string;
  #process: ServerProcess | undefined;
  #agent: Agent | undefined;
  #names = 0;

  constructor(files: ClusterFiles, etcd: ServerProcess, etcdUrl: string, port: number) {
    this.files = files;
    this.port = port;
    this.url = `https://127.0.0.1:${port}`;
    this.#etcd = etcd;
    this.#etcdUrl = etcdUrl;
  }

  async resume(): Promise<void> {
    if (this.#process !== undefined) return;
    const { files } = this;
    this.#agent = new Agent({ keepAlive: true, ca: files.authority });
    this.#process = new ServerProcess(
      kubernetesProgram('kube-apiserver'),
      [
        `--etcd-servers=${this.#etcdUrl}`,
        '--bind-address=127.0.0.1',
        '--advertise-address=127.0.0.1',
        `--secure-port=${this.port}`,
        `--cert-dir=${files.folder}`,
        `--tls-cert-file=${files.at('server.crt')}`,
        `--tls-private-key-file=${files.at('server.key')}`,
        `--client-ca-file=${files.authorityFile}`,
        `--token-auth-file=${files.at('tokens.csv')}`,
        '--service-account-issuer=https://kubernetes.default.svc',
        `--service-account-key-file=${files.at('accounts.pub')}`,
        `--service-account-signing-key-file=${files.at('accounts.key')}`,
        '--authorization-mode=RBAC',
        '--service-cluster-ip-range=10.0.0.0/24',
        // Nothing creates what this waits for: there are no controllers.
        '--disable-admission-plugins=ServiceAccount',
      ],
      files.at('kube-apiserver.log'),
    );
    try {
      await this.#process.until(async () =>
        this.request('GET', '/readyz').then(
          () => true,
          () => false,
        ),
      );
    } catch (error) {
      await this.halt();
      throw error;
    }
  }

  async compact(): Promise<void> {
    const ask = async (path: string, body: object): Promise<Json> => {
      const answer = await fetch(`${this.#etcdUrl}/v3/kv/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`etcd ${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    };
    const { header } = await ask('range', { key: 'AA==' });
    await ask('compaction', { revision: header.revision, physical: true });
  }

  async halt(): Promise<void> {
    this.#agent?.destroy();
    await this.#process?.kill();
    this.#process = undefined;
  }

  async stop(): Promise<void> {
    await this.halt();
    await this.#etcd.kill();
    this.files.remove();
  }

  async request(method: string, path: string, body?: unknown): Promise<Json> {
    const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const asked = request(`${this.url}${path}`, {
        method,
        agent: this.#agent,
        headers: {
          authorization: `Bearer ${this.files.adminToken}`,
          'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
        },
      });
      asked.on('error', reject);
      asked.on('response', (answer) => {
        let received = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => {
          received += part;
        });
        answer.on('error', reject);
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: received }));
      });
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
    if (status < 200 || status > 299) throw new Error(`${method} ${path}: ${status} ${text}`);
    return text.startsWith('{') ? JSON.parse(text) : text;
  }

  kubectl(args: readonly string[], input = ''): string {
    const path = this.kubeconfig({ token: this.files.adminToken });
    const { status, stdout, stderr } = runProgram(
      kubernetesProgram('kubectl'),
      [`--kubeconfig=${path}`, `--cache-dir=${this.files.at('kubectl-cache')}`, ...args],
      input,
    );
    if (status !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  async namespace(): Promise<string> {
    const name = `test-${++this.#names}`;
    await this.request('POST', '/api/v1/namespaces', { metadata: { name } });
    return name;
  }

  async serviceAccount(namespace: string, name: string): Promise<void> {
    await this.request('POST', `/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name } });
  }

  async serviceAccountToken(namespace: string, name: string): Promise<string> {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
    const { status } = await this.request('POST', path, { spec: { expirationSeconds: 3600 } });
    return status.token;
  }

  kubeconfig(
    user: Readonly<Record<string, unknown>>,
    cluster: Readonly<Record<string, unknown>> = {},
  ): string {
    // JSON is YAML.
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name: 'test',
          cluster: { server: this.url, 'certificate-authority': this.files.authorityFile, ...cluster },
        },
      ],
      users: [{ name: 'somebody', user }],
      contexts: [{ name: 'test', context: { cluster: 'test', user: 'somebody' } }],
      'current-context': 'test',
    };
    return this.files.write(`kubeconfig-${++this.#names}.yaml`, JSON.stringify(config));
  }
}
