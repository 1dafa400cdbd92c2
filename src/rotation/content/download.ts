import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { visible } from '../../model/visible.ts';
import type { ContentRefusal } from './content.ts';
import { shownUrl } from './shown-url.ts';

/** How many redirects are followed. */
const MOST_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** What is shown of an error that may quote a certificate. */
const MOST_DETAIL = 300;

export interface DownloadOptions {
  /** The most bytes that are taken. */
  readonly maxBytes: number;
  /** The certificates that the server is verified against, PEM; undefined: Node's own roots. */
  readonly ca: string | undefined;
  /** Ends everything: the time limit is part of it. */
  readonly signal: AbortSignal;
  /** `HTTPS_PROXY` and `NO_PROXY` are taken from it. */
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Gets a body by HTTPS. Redirects are followed to HTTPS alone, and a password never goes to another server than the
 * one that it was written for. Nothing is decompressed: what is hashed and signed is what was sent.
 * @returns the body, or a sentence without a full stop that begins with the URL
 * @throws the reason of the signal
 */
export async function download(url: URL, options: DownloadOptions): Promise<Buffer | ContentRefusal> {
  const agent = new Agent({ keepAlive: false, proxyEnv: options.environment });
  try {
    return await follow(url, agent, options);
  } catch (error) {
    options.signal.throwIfAborted();
    return { refused: `${shownUrl(url)} cannot be downloaded: ${detailOf(error)}` };
  } finally {
    agent.destroy();
  }
}

async function follow(first: URL, agent: Agent, options: DownloadOptions): Promise<Buffer | ContentRefusal> {
  let url = first;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await get(url, agent, options);
    const { statusCode = 0, headers } = response;
    if (!REDIRECTS.has(statusCode)) return takeBody(url, response, options.maxBytes);
    response.destroy();
    const next = headers.location === undefined ? null : URL.parse(headers.location, url.href);
    if (next === null) return { refused: `${shownUrl(url)} redirects to nowhere (status ${statusCode})` };
    if (next.protocol !== 'https:') {
      return { refused: `${shownUrl(url)} redirects to ${shownUrl(next)}, which is not https` };
    }
    // Whoever redirects chooses neither the name nor the password.
    const isHome = next.origin === first.origin;
    next.username = isHome ? first.username : '';
    next.password = isHome ? first.password : '';
    url = next;
  }
  return {
    refused: `${shownUrl(first)} redirects more than ${MOST_REDIRECTS} times, last to ${shownUrl(url)}`,
  };
}

function get(url: URL, agent: Agent, { ca, signal }: DownloadOptions): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const asked = request(
    url,
    {
      agent,
      signal,
      // Also where NODE_TLS_REJECT_UNAUTHORIZED=0 says otherwise.
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'tls-cert-exporter' },
      ...(ca === undefined ? {} : { ca }),
    },
    resolve,
  );
  asked.on('error', reject);
  asked.end();
  return promise;
}

async function takeBody(
  url: URL,
  response: IncomingMessage,
  maxBytes: number,
): Promise<Buffer | ContentRefusal> {
  const refuse = (what: string): ContentRefusal => {
    response.destroy();
    return { refused: `${shownUrl(url)} ${what}` };
  };
  if (response.statusCode !== 200) return refuse(`answers with status ${response.statusCode}`);
  const coding = response.headers['content-encoding'] ?? 'identity';
  if (coding !== 'identity')
    return refuse(`answers with content that is encoded (${visible(coding).slice(0, MOST_DETAIL)})`);
  const tooLong = `has more than ${maxBytes} bytes`;
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) return refuse(tooLong);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) return refuse(tooLong);
    chunks.push(chunk);
  }
  return response.complete ? Buffer.concat(chunks, length) : refuse('ends before its body is whole');
}

/** What Node says of a failure; several addresses fail together without a message of their own. */
function detailOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return visible(message === '' ? (code ?? 'unknown error') : message).slice(0, MOST_DETAIL);
}
