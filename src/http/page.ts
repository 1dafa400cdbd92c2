import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { ShownRotation } from '../metrics/rotation.ts';
import type { HandshakeState } from '../model/handshake-state.ts';
import type { Inventory } from '../model/inventory.ts';
import type { TrustReport } from '../model/trust-audit.ts';
import { negotiateCoding } from './negotiate.ts';
import { renderPage } from './page/document.ts';
import { PAGE_HEADERS } from './page/policy.ts';
import { readSelection } from './page/selection.ts';

/** What the page needs to know from the rest of the program. */
export interface PageServices {
  /** The current inventory. */
  readonly inventory: () => Inventory;
  /** What is known of the targets that are dialled; left out where none is. */
  readonly handshakes?: () => HandshakeState;
  /** What this host trusts; left out, or undefined, where it is not audited or has not been yet. */
  readonly trust?: () => TrustReport | undefined;
  /** Every configured rotation; left out where there is none. */
  readonly rotations?: () => readonly ShownRotation[];
  /** Now, in Unix seconds. */
  readonly clock: () => number;
  readonly version: string;
  /** The path under which the outside reaches the server, without a slash at its end; empty for none. */
  readonly prefix: string;
  /** Where the documentation is; left out where it is not known. */
  readonly documentation?: string;
}

/**
 * `GET /`: the page for people. `q`, `role` and `status` choose certificates, `limit` (a number or `all`) says how
 * many are listed.
 */
export function registerPage(server: FastifyInstance, services: PageServices): void {
  server.get('/', (request, reply) => {
    const page = renderPage({
      inventory: services.inventory(),
      ...(services.handshakes === undefined ? {} : { handshakes: services.handshakes() }),
      trust: services.trust?.(),
      rotations: services.rotations?.() ?? [],
      now: services.clock(),
      version: services.version,
      prefix: services.prefix,
      documentation: services.documentation,
      selection: readSelection(request.query),
    });
    reply.headers(PAGE_HEADERS);
    const plain = Readable.from(page);
    if (negotiateCoding(request.headers['accept-encoding']) === 'identity') return reply.send(plain);
    // The server hears of an error by the stream that it sends; nobody is left to tell in the callback.
    const packed = pipeline(plain, createGzip(), () => undefined);
    return reply.header('content-encoding', 'gzip').send(packed);
  });
}
