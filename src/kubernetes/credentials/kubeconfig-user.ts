import { dirname, resolve } from 'node:path';
import { ClusterError } from '../cluster-error.ts';
import { type ExecSettings, readExecSettings } from './exec-settings.ts';
import { type Fields, isFields, text } from './kubeconfig.ts';
import type { Material } from './read-material.ts';

/** How a user of a kubeconfig proves who it is. */
export interface KubeconfigUser {
  readonly token: Material | undefined;
  readonly basic: string | undefined;
  readonly certificate: Material | undefined;
  readonly key: Material | undefined;
  readonly exec: ExecSettings | undefined;
  readonly impersonate: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * Reads the entry of a user.
 * @param path the kubeconfig, which relative paths in it are relative to
 * @throws ClusterError where it wants what is not supported: going on without would ask as somebody else
 */
export function readUser(user: Fields, path: string): KubeconfigUser {
  if (isFields(user['auth-provider'])) {
    throw new ClusterError(
      `The kubeconfig ${path} names an auth-provider, which Kubernetes 1.26 gave up: use exec, a token or a certificate.`,
    );
  }
  if (isFields(user['as-user-extra'])) {
    throw new ClusterError(`The kubeconfig ${path} has as-user-extra, which is not supported.`);
  }
  const certificate = materialOf(user, 'client-certificate', path);
  const key = materialOf(user, 'client-key', path);
  if ((certificate === undefined) !== (key === undefined)) {
    throw new ClusterError(
      `The kubeconfig ${path} has ${key === undefined ? 'a client-certificate without its client-key' : 'a client-key without its client-certificate'}.`,
    );
  }
  return {
    token: tokenOf(user, path),
    basic: basicOf(user),
    certificate,
    key,
    exec: isFields(user['exec']) ? readExecSettings(user['exec'], path) : undefined,
    impersonate: impersonation(user),
  };
}

/**
 * `NAME-data` in base64, or the file `NAME`; as client-go has it, the data goes first.
 * @throws ClusterError where the data is not base64
 */
export function materialOf(fields: Fields, name: string, path: string): Material | undefined {
  const data = text(fields[`${name}-data`]);
  if (data !== undefined) {
    if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(data)) {
      throw new ClusterError(`In the kubeconfig ${path}, ${name}-data is not base64.`);
    }
    return { data: Buffer.from(data, 'base64') };
  }
  const file = text(fields[name]);
  return file === undefined ? undefined : { path: resolve(dirname(path), file) };
}

/** As client-go has it, the file goes before the token itself. */
function tokenOf(user: Fields, path: string): Material | undefined {
  const file = text(user['tokenFile']);
  if (file !== undefined) return { path: resolve(dirname(path), file) };
  const token = text(user['token']);
  return token === undefined ? undefined : { data: Buffer.from(token, 'latin1') };
}

function basicOf(user: Fields): string | undefined {
  const name = text(user['username']);
  if (name === undefined) return undefined;
  return Buffer.from(`${name}:${text(user['password']) ?? ''}`).toString('base64');
}

function impersonation(user: Fields): Record<string, string | readonly string[]> {
  const headers: Record<string, string | readonly string[]> = {};
  const name = text(user['as']);
  const uid = text(user['as-uid']);
  const groups = Array.isArray(user['as-groups']) ? user['as-groups'].filter((group) => text(group)) : [];
  if (name !== undefined) headers['impersonate-user'] = name;
  if (uid !== undefined) headers['impersonate-uid'] = uid;
  if (groups.length > 0) headers['impersonate-group'] = groups as string[];
  return headers;
}
