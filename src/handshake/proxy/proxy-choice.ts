import { BlockList, isIP } from 'node:net';
import type { Target } from '../../model/handshake.ts';
import type { ProxyChoice } from '../../model/handshake-module.ts';
import { DialError } from '../dial-error.ts';
import { exempts } from './no-proxy.ts';

/** An HTTP proxy to send CONNECT to. */
export interface Proxy {
  /** Whether TLS is spoken to the proxy itself. */
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  /** The value of Proxy-Authorization, where the URL holds a user. Never printed. */
  readonly authorization?: string;
}

/** The environment variables that name proxies. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * The proxy for a target, or none. From the environment: HTTPS_PROXY unless NO_PROXY exempts the target, each also in
 * lower case, and never for `localhost` and loopback addresses, as Go's programs and Prometheus have it. Throws a
 * `DialError` where what is configured is no HTTP proxy.
 */
export function chooseProxy(
  choice: ProxyChoice,
  target: Pick<Target, 'host' | 'port'>,
  environment: ProxyEnvironment,
): Proxy | undefined {
  if (choice.kind === 'none') return undefined;
  if (choice.kind === 'url') {
    return exempts(choice.exceptFor ?? '', target.host, target.port)
      ? undefined
      : parseProxy(choice.url, 'The proxy');
  }
  const url = environment['HTTPS_PROXY'] || environment['https_proxy'];
  const list = environment['NO_PROXY'] || environment['no_proxy'] || '';
  if (url === undefined || url === '' || isLocal(target.host)) return undefined;
  return exempts(list, target.host, target.port) ? undefined : parseProxy(url, 'HTTPS_PROXY');
}

function isLocal(host: string): boolean {
  const family = isIP(host);
  if (family === 0) return host.toLowerCase().replace(/\.$/, '') === 'localhost';
  return LOOPBACK.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

/** `http://user:password@host:port`; without a scheme it is `http`. The URL may hold a password: it is not repeated. */
function parseProxy(text: string, name: string): Proxy {
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  if (url === null) throw new DialError('proxy', 'proxy_refused', `${name} is not a URL.`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new DialError(
      'proxy',
      'proxy_refused',
      `${name} is not an HTTP proxy: ${url.protocol} is not supported.`,
    );
  }
  const secure = url.protocol === 'https:';
  const proxy: Proxy = {
    secure,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
  };
  if (url.username === '' && url.password === '') return proxy;
  const user = `${decoded(url.username)}:${decoded(url.password)}`;
  return { ...proxy, authorization: `Basic ${Buffer.from(user).toString('base64')}` };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
