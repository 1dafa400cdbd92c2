import { type AgentOptions, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { ApiError } from '../api-error.ts';
import type { Access, TlsMaterial } from '../credentials/access.ts';

/**
 * A connection on which nothing comes for so long is asked for a sign of life: watches may be silent for minutes, and
 * a peer that is gone says nothing. libuv then asks every second, ten times.
 */
const KEEP_ALIVE_MS = 30_000;

/**
 * Holds the connections to one server, and makes new ones with what the certificates and keys are now: where they
 * change, connections of before are used no more, and those in use are closed when they are done.
 */
export class AgentPool {
  #made: Access | undefined;
  #agent: HttpAgent | undefined;

  /** @throws ApiError where the certificates or keys cannot be used */
  agentFor(access: Access): HttpAgent {
    if (this.#agent !== undefined && this.#made !== undefined && alike(this.#made, access))
      return this.#agent;
    const agent = makeAgent(access);
    this.#retire();
    this.#made = access;
    this.#agent = agent;
    return agent;
  }

  /** Closes all connections. */
  close(): void {
    this.#agent?.destroy();
    this.#agent = undefined;
  }

  #retire(): void {
    if (this.#agent === undefined) return;
    this.#agent.maxFreeSockets = 0;
    for (const sockets of Object.values(this.#agent.freeSockets)) {
      for (const socket of sockets ?? []) socket.destroy();
    }
  }
}

function makeAgent({ server, tls, proxy }: Access): HttpAgent {
  const options: AgentOptions = {
    keepAlive: true,
    keepAliveMsecs: KEEP_ALIVE_MS,
    ...(proxy === undefined ? {} : { proxyEnv: { HTTP_PROXY: proxy, HTTPS_PROXY: proxy } }),
  };
  if (server.startsWith('http:')) return new HttpAgent(options);
  return new HttpsAgent({
    ...options,
    secureContext: contextOf(tls),
    rejectUnauthorized: !tls.insecure,
    ...(tls.serverName === undefined ? {} : { servername: tls.serverName }),
  });
}

function contextOf({ ca, identity }: TlsMaterial): SecureContext {
  try {
    return createSecureContext({
      ca: ca ?? [...new Set([...getCACertificates('default'), ...getCACertificates('system')])],
      ...(identity === undefined ? {} : { cert: identity.certificate, key: identity.key }),
    });
  } catch (cause) {
    // OpenSSL's words are about the form alone, such as "no start line"; they repeat nothing.
    const why = cause instanceof Error ? cause.message : '';
    throw new ApiError(
      'api_error',
      `The certificates or the key for the API server cannot be used: ${why}.`,
      {
        cause,
      },
    );
  }
}

function alike(one: Access, other: Access): boolean {
  return (
    one.server === other.server &&
    one.proxy === other.proxy &&
    one.tls.serverName === other.tls.serverName &&
    one.tls.insecure === other.tls.insecure &&
    same(one.tls.ca, other.tls.ca) &&
    same(one.tls.identity?.certificate, other.tls.identity?.certificate) &&
    same(one.tls.identity?.key, other.tls.identity?.key)
  );
}

function same(one: Buffer | undefined, other: Buffer | undefined): boolean {
  return one === undefined || other === undefined ? one === other : one.equals(other);
}
