import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authority, server } from '../pki.ts';

/** A client's certificate and key in PEM. */
export interface ClientIdentity {
  readonly certificate: string;
  readonly key: string;
}

/** The folder of a cluster with all that its API server is configured with. */
export interface ClusterFiles {
  readonly folder: string;
  /** The cluster's authority in PEM. */
  readonly authority: string;
  readonly authorityFile: string;
  /** A token of somebody who may do everything. */
  readonly adminToken: string;
  /** A path in the folder. */
  at(name: string): string;
  /** Writes a file into the folder, for its owner alone, and gives back its path. */
  write(name: string, content: string): string;
  /** A new certificate by the cluster's authority, for a user and its groups. */
  clientIdentity(user: string, groups?: readonly string[]): ClientIdentity;
  remove(): void;
}

/** Makes the folder, the authority, the server's certificate and the keys of ServiceAccount tokens. */
export function createClusterFiles(): ClusterFiles {
  const folder = mkdtempSync(join(tmpdir(), 'tls-cert-exporter-cluster-'));
  const at = (name: string): string => join(folder, name);
  const write = (name: string, content: string): string => {
    writeFileSync(at(name), content, { mode: 0o600 });
    return at(name);
  };
  const root = authority('Test cluster CA');
  const leaf = server({
    subject: 'kube-apiserver',
    issuer: root,
    sans: ['IP:127.0.0.1', 'DNS:localhost', 'DNS:kubernetes.default.svc'],
  });
  const adminToken = randomBytes(24).toString('hex');
  const accounts = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  mkdirSync(at('etcd'), { mode: 0o700 });
  write('server.crt', leaf.pem);
  write('server.key', leaf.privateKeyPem);
  write('accounts.key', accounts.privateKey);
  write('accounts.pub', accounts.publicKey);
  write('tokens.csv', `${adminToken},admin,admin,system:masters\n`);
  return {
    folder,
    authority: root.pem,
    authorityFile: write('ca.crt', root.pem),
    adminToken,
    at,
    write,
    clientIdentity: (user, groups = []) => {
      const subject = [...groups.map((group) => ['O', group] as const), ['CN', user] as const];
      const { pem, privateKeyPem } = server({ subject, issuer: root, purposes: ['clientAuth'] });
      return { certificate: pem, key: privateKeyPem };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
