import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { DialError } from '../dial-error.ts';
import type { Proxy } from './proxy-choice.ts';
import { ProxyTrust } from './proxy-trust.ts';

/** Made when the first `https://` proxy is used. */
let trust: ProxyTrust | undefined;

/**
 * Speaks TLS with the proxy itself, whose certificate has to be good: the credentials are sent to it. Rejects with a
 * `DialError` of the phase `proxy`, or with the signal's reason once it is aborted; the socket is destroyed then.
 */
export async function secureProxy(
  socket: Socket,
  proxy: Proxy,
  signal: AbortSignal,
  context?: SecureContext,
): Promise<TLSSocket> {
  const secureContext = context ?? (await (trust ??= new ProxyTrust()).context());
  return new Promise<TLSSocket>((resolve, reject) => {
    const secure = connect({
      socket,
      host: proxy.host,
      secureContext,
      ...(isIP(proxy.host) === 0 ? { servername: proxy.host } : {}),
    });
    const abort = (): void => {
      secure.destroy();
      reject(signal.reason);
    };
    secure.on('error', (cause) => {
      signal.removeEventListener('abort', abort);
      secure.destroy();
      reject(new DialError('proxy', 'proxy_refused', `No TLS with the proxy: ${cause.message}.`, { cause }));
    });
    secure.once('secureConnect', () => {
      signal.removeEventListener('abort', abort);
      resolve(secure);
    });
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });
}
