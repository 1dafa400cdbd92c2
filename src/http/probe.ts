import { constants, gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Format } from '../metrics/format.ts';
import { negotiateCoding, negotiateFormat } from './negotiate.ts';

/** What somebody asks to have dialled. Nothing of it has been judged. */
export interface ProbeQuery {
  readonly target: string;
  readonly module?: string;
  readonly serverName?: string;
  /** Seconds after which the one who asks gives up. */
  readonly scrapeTimeout?: number;
}

export type ProbeAnswer =
  /** It was dialled, and this came of it. */
  | { readonly kind: 'dialled'; readonly exposition: (format: Format) => Buffer }
  | { readonly kind: 'refused'; readonly status: 400 | 403 | 503; readonly message: string };

export interface ProbeServices {
  /** Dials once. Rejects with the signal's reason when it is called off. */
  readonly probe: (query: ProbeQuery, signal: AbortSignal) => Promise<ProbeAnswer>;
}

/** What may be asked. `hostname` is what the blackbox exporter calls `server_name`. */
export const PROBE_PARAMETERS = ['target', 'module', 'server_name', 'hostname'] as const;

const KNOWN: ReadonlySet<string> = new Set(PROBE_PARAMETERS);
const PLAIN = 'text/plain; charset=utf-8';

/**
 * `GET /probe?target=HOST:PORT&module=NAME`: one handshake now, as metrics, after the blackbox exporter's convention.
 * There is no HEAD, which would dial for nothing. Whoever goes away calls the attempt off.
 */
export function registerProbe(app: FastifyInstance, { probe }: ProbeServices): void {
  app.route({
    method: 'GET',
    url: '/probe',
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
      const query = readQuery(request);
      if (typeof query === 'string') return refuse(reply, 400, query);
      const leaving = new AbortController();
      let isUnderWay = true;
      reply.raw.on('close', () => {
        if (isUnderWay) leaving.abort();
      });
      try {
        const answer = await probe(query, leaving.signal);
        if (answer.kind === 'refused') return refuse(reply, answer.status, answer.message);
        return send(request, reply, answer.exposition);
      } catch (error) {
        if (!leaving.signal.aborted) throw error;
        return reply.hijack();
      } finally {
        isUnderWay = false;
      }
    },
  });
}

/** The parameters and the header, or what is wrong with them. */
function readQuery({ query, headers }: FastifyRequest): ProbeQuery | string {
  const parameters = query as Readonly<Record<string, string | readonly string[]>>;
  for (const [name, value] of Object.entries(parameters)) {
    if (!KNOWN.has(name)) {
      return `${JSON.stringify(name)} is no parameter: there are ${PROBE_PARAMETERS.join(', ')}.`;
    }
    if (typeof value !== 'string') return `${name} is given more than once.`;
  }
  const { target, module, server_name, hostname } = parameters as Readonly<Record<string, string>>;
  if (target === undefined || target === '') return 'The parameter target is missing.';
  if (server_name !== undefined && hostname !== undefined) {
    return 'server_name and hostname mean the same: give one of them.';
  }
  const serverName = server_name ?? hostname;
  const header = headers['x-prometheus-scrape-timeout-seconds'];
  const scrapeTimeout = header === undefined ? undefined : seconds(String(header));
  if (scrapeTimeout === null) return 'X-Prometheus-Scrape-Timeout-Seconds is no number of seconds.';
  return {
    target,
    ...(module === undefined || module === '' ? {} : { module }),
    ...(serverName === undefined || serverName === '' ? {} : { serverName }),
    ...(scrapeTimeout === undefined ? {} : { scrapeTimeout }),
  };
}

function seconds(text: string): number | null {
  if (!/^\d{1,9}(?:\.\d{1,9})?$/.test(text)) return null;
  const value = Number(text);
  return value > 0 ? value : null;
}

function refuse(reply: FastifyReply, status: 400 | 403 | 503, message: string): FastifyReply {
  if (status === 503) void reply.header('retry-after', '1');
  return reply.code(status).type(PLAIN).send(`${message}\n`);
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  exposition: (format: Format) => Buffer,
): FastifyReply {
  const { format, contentType } = negotiateFormat(request.headers.accept);
  const accepted = request.headers['accept-encoding'];
  const coding = negotiateCoding(Array.isArray(accepted) ? accepted.join(',') : accepted);
  const plain = exposition(format);
  return reply
    .headers({
      'content-type': contentType,
      vary: 'accept, accept-encoding',
      ...(coding === 'gzip' && { 'content-encoding': 'gzip' }),
    })
    .send(coding === 'gzip' ? gzipSync(plain, { level: constants.Z_BEST_SPEED }) : plain);
}
