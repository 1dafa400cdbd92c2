import { onTestFinished } from 'vitest';
import { createApp } from '../../src/http/app.ts';
import type { RunningServers, ServerOptions } from '../../src/http/server.ts';
import { startServers } from '../../src/http/server.ts';
import type { Services } from '../../src/http/services.ts';
import { LiveWebConfig } from '../../src/http/web-config/live.ts';
import { plainBody } from '../../src/metrics/exposition.ts';
import { inventoryOf } from './inventory.ts';
import { recordedLog } from './recorded-log.ts';

/** What the routes need, with answers that never change; a test gives the ones that it is about. */
export function servicesWith(services: Partial<Services> = {}): Services {
  return {
    exposition: () => Promise.resolve(plainBody([], 'x 1\n')),
    ready: () => true,
    reload: () => Promise.resolve(),
    probe: () => Promise.resolve({ kind: 'refused', status: 403, message: 'Nobody is dialled.' }),
    page: { inventory: () => inventoryOf(), clock: () => 1_790_000_000, version: '1.2.3', prefix: '' },
    ...services,
  };
}

export interface TestServer {
  readonly servers: RunningServers;
  /** `http://127.0.0.1:PORT`, or `https://localhost:PORT`. */
  readonly url: string;
  readonly port: number;
  readonly lines: ReturnType<typeof recordedLog>['lines'];
}

/** A real server on a port that was free; closed when the test ends. */
export async function startTestServer(
  services: Partial<Services> = {},
  webConfigFile?: string,
  options: Partial<ServerOptions> = {},
): Promise<TestServer> {
  const { log, lines } = recordedLog();
  const webConfig = webConfigFile === undefined ? undefined : await LiveWebConfig.load(webConfigFile, log);
  const servers = await startServers((front) => createApp(servicesWith(services), front), {
    addresses: [{ host: '127.0.0.1', port: 0 }],
    log,
    ...(webConfig !== undefined && { webConfig }),
    ...options,
  });
  onTestFinished(() => servers.close(0));
  const port = servers.addresses[0]?.port ?? 0;
  const host = servers.scheme === 'https' ? 'localhost' : '127.0.0.1';
  return { servers, url: `${servers.scheme}://${host}:${port}`, port, lines };
}
