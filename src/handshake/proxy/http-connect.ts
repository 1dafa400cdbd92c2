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

/** A response behind which another one follows (RFC 9110, section 15.2); but 101 changes the protocol, and is the last. */
const INTERIM = /^HTTP\/1\.[01] 1(?!01)\d\d(?: |$)/;

/**
 * Asks an HTTP proxy for a tunnel (RFC 9110, section 9.3.6). What the far end says first, through the tunnel, is left
 * on the stream. Rejects with a `DialError` of the phase `proxy`, or `dns` for a host that is no name at all.
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
    let status = await readHead(conversation);
    while (INTERIM.test(status)) status = await readHead(conversation);
    judge(status);
  } catch (error) {
    if (error instanceof DialError || !(error instanceof ConversationError)) throw error;
    const reason = error.reason === 'starttls_timeout' ? 'proxy_timeout' : 'proxy_refused';
    throw new DialError('proxy', reason, `No tunnel through the proxy: ${error.detail}`, { cause: error });
  } finally {
    conversation.release();
  }
}

/** Reads a response up to the empty line, and gives back its status line. */
async function readHead(conversation: Conversation): Promise<string> {
  const status = await conversation.readLine("the proxy's answer to CONNECT");
  for (let headers = 0; headers <= MOST_HEADERS; headers++) {
    if ((await conversation.readLine("the proxy's headers")) === '') return status;
  }
  throw refused('The proxy sends header after header.');
}

function request({ host, port }: Pick<Target, 'host' | 'port'>, proxy: Proxy): string {
  const name = asciiHost(host);
  if (name === '') throw new DialError('dns', 'dns_not_found', 'The host is not a name that DNS could hold.');
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
