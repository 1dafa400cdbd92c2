import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CertificateFolder } from '../input/certificate-folder.ts';
import { Child } from '../program/child.ts';
import { within } from '../program/within.ts';

const SERVER = join(import.meta.dirname, '../inside/secret-server.ts');

/** How long it may take to fill, in milliseconds. */
const TIMEOUT = 120_000;

/** A process that serves Secrets as an API server does. */
export interface SecretServer {
  readonly url: string;
  /** Paths of kubeconfigs for it: by which answers are not compressed, as within a cluster, and by which they are. */
  readonly kubeconfigs: Readonly<Record<'near' | 'far', string>>;
  /** The path of the certificate to trust. */
  readonly authority: string;
  /** A folder for what else is needed; gone at the end. */
  readonly folder: string;
  end(): Promise<void>;
}

/** Serves each certificate of a folder in a Secret of its own. @throws BenchError */
export async function startSecretServer({ path }: CertificateFolder): Promise<SecretServer> {
  const child = await Child.start(process.execPath, [SERVER, path], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const folder = mkdtempSync(join(tmpdir(), 'tls-cert-exporter-bench-cluster-'));
  const end = async (): Promise<void> => {
    await child.end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const started = once(child.process, 'message') as Promise<[{ url: string; authority: string }]>;
    const [{ url, authority: pem }] = await within(TIMEOUT, 'to serve Secrets', started);
    const authority = join(folder, 'ca.crt');
    writeFileSync(authority, pem);
    const writeKubeconfig = (name: string, isNear: boolean): string => {
      const file = join(folder, name);
      const cluster = { server: url, 'certificate-authority': authority, 'disable-compression': isNear };
      // JSON is YAML.
      const content = {
        clusters: [{ name: 'bench', cluster }],
        users: [{ name: 'bench', user: { token: 'bench' } }],
        contexts: [{ name: 'bench', context: { cluster: 'bench', user: 'bench' } }],
        'current-context': 'bench',
      };
      writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
      return file;
    };
    const kubeconfigs = { near: writeKubeconfig('near.json', true), far: writeKubeconfig('far.json', false) };
    return { url, kubeconfigs, authority, folder, end };
  } catch (error) {
    await end();
    throw error;
  }
}
