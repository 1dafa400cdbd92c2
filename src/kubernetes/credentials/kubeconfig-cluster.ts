import { ClusterError } from '../cluster-error.ts';
import type { ClusterInfo } from './exec-credential.ts';
import { type Fields, isFields, text } from './kubeconfig.ts';
import { materialOf } from './kubeconfig-user.ts';
import { type Material, readMaterial } from './read-material.ts';

/** Where a cluster of a kubeconfig is, and how its server is told from others. */
export interface KubeconfigCluster {
  /** Without a final slash. */
  readonly server: string;
  readonly authority: Material | undefined;
  readonly serverName: string | undefined;
  readonly insecure: boolean;
  /** The URL of an HTTP proxy. */
  readonly proxy: string | undefined;
  /** Whether answers may be compressed. */
  readonly compression: boolean;
  /** What a credential plugin is told of the cluster, where it asks for that. */
  execInfo(): ClusterInfo;
}

/**
 * Reads the entry of a cluster.
 * @throws ClusterError where it has no usable address, or a proxy that is not supported
 */
export function readCluster(fields: Fields, path: string): KubeconfigCluster {
  const server = text(fields['server']) ?? '';
  const url = URL.parse(server);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new ClusterError(`The kubeconfig ${path} has a cluster whose server is no https:// address.`);
  }
  if (url.username !== '' || url.password !== '') {
    // The address is shown to people.
    throw new ClusterError(
      `The kubeconfig ${path} has a cluster whose server holds a user or a password: they belong into the user.`,
    );
  }
  const authority = materialOf(fields, 'certificate-authority', path);
  const serverName = text(fields['tls-server-name']);
  const insecure = fields['insecure-skip-tls-verify'] === true;
  if (insecure && authority !== undefined) {
    throw new ClusterError(
      `The kubeconfig ${path} has both a certificate-authority and insecure-skip-tls-verify: only one of them can be meant.`,
    );
  }
  const proxy = text(fields['proxy-url']);
  return {
    server: server.replace(/\/+$/, ''),
    authority,
    serverName,
    insecure,
    proxy: proxy === undefined ? undefined : checkProxy(proxy, path),
    compression: fields['disable-compression'] !== true,
    execInfo: () => ({
      server,
      ...(serverName === undefined ? {} : { 'tls-server-name': serverName }),
      ...(insecure ? { 'insecure-skip-tls-verify': true } : {}),
      ...(authority === undefined
        ? {}
        : {
            'certificate-authority-data': readMaterial(authority, "the authority's certificate").toString(
              'base64',
            ),
          }),
      ...(proxy === undefined ? {} : { 'proxy-url': proxy }),
      ...execExtension(fields),
    }),
  };
}

/** The extension that client-go hands to plugins as `config`. */
function execExtension(fields: Fields): Fields {
  const extensions = Array.isArray(fields['extensions']) ? fields['extensions'] : [];
  const found: unknown = extensions.find(
    (entry) => isFields(entry) && entry['name'] === 'client.authentication.k8s.io/exec',
  );
  return isFields(found) ? { config: found['extension'] } : {};
}

/** The URL may hold a password: it is not repeated. */
function checkProxy(proxy: string, path: string): string {
  const url = URL.parse(proxy);
  const protocol = url?.protocol;
  if (url !== null && (protocol === 'http:' || protocol === 'https:') && isDecodable(url)) return proxy;
  throw new ClusterError(
    `The kubeconfig ${path} has a proxy-url that is no http:// or https:// address${protocol === 'socks5:' ? ': SOCKS is not supported' : ''}.`,
  );
}

function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(`${username}${password}`);
    return true;
  } catch {
    return false;
  }
}
