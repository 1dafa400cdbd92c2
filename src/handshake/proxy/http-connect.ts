import { isIPv6 } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Target } from '../../model/handshake.ts';
import { Conversation } from '../conversation.ts';
import { ConversationError } from '../conversation-error.ts';
import { DialError } from '../dial-error.ts';
import { quote } from '../quote.ts';
import { asciiHost } from '../server-name.ts';
import type { Proxy } from './proxy-choice.ts';

/** More header lines than this are no answer to CONNECT. */
const MOST_HEADERS = 100;

/**
 * Asks an HTTP proxy for a tunnel (RFC 9110, section 9.3.6). What the far end says first, through the tunnel, is left
 * on the stream. Rejects with a `DialError` of the phase `proxy`.
 */
export async function httpConnect(
  stream: Duplex,
  proxy: Proxy,
  target: Pick<Target, 'host' | 'port'>,
  signal: AbortSignal,
): Promise<void> {
  const conversation = new Conversation(stream, { signal });
  try {
    conversation.write(request(target, proxy));
    const status = await conversation.readLine("the proxy's answer to CONNECT");
    for (let headers = 0; ; headers++) {
      if (headers > MOST_HEADERS) throw refused('The proxy sends header after header.');
      if ((await conversation.readLine("the proxy's headers")) === '') break;
    }
    judge(status);
  } catch (error) {
    if (error instanceof DialError || !(error instanceof ConversationError)) throw error;
    const reason = error.reason === 'starttls_timeout' ? 'proxy_timeout' : 'proxy_refused';
    throw new DialError('proxy', reason, `No tunnel through the proxy: ${error.detail}`, { cause: error });
  } finally {
    conversation.release();
  }
}

function request({ host, port }: Pick<Target, 'host' | 'port'>, proxy: Proxy): string {
  const name = asciiHost(host);
  const authority = `${isIPv6(name) ? `[${name}]` : name}:${port}`;
  const lines = [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`, 'User-Agent: tls-cert-exporter'];
  if (proxy.authorization !== undefined) lines.push(`Proxy-Authorization: ${proxy.authorization}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Any 2xx opens the tunnel. */
function judge(statusLine: string): void {
  const status = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(statusLine)?.[1];
  const said = quote(Buffer.from(statusLine, 'latin1'));
  if (status === undefined) throw refused(`The proxy does not answer in HTTP: ${said}.`);
  if (status.startsWith('2')) return;
  if (status === '407')
    throw refused(`The proxy demands authentication, or does not accept the one it got: ${said}.`);
  if (status === '504') throw new DialError('proxy', 'proxy_timeout', `The proxy waited in vain: ${said}.`);
  throw refused(`The proxy refuses the tunnel: ${said}.`);
}

function refused(detail: string): DialError {
  return new DialError('proxy', 'proxy_refused', detail);
}
