import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { ListeningProcess } from '../listening-process.ts';
import { type FaultyCluster, faultyCluster } from './faulty-cluster.ts';
import { type FaultyHost, faultyHost } from './faulty-host.ts';
import { damagedTrust, type FaultyTrust, noTrust } from './faulty-trust.ts';
import { type FlappingHost, flappingHost } from './flapping-host.ts';
import { type StaleHost, staleHost } from './stale-host.ts';
import { type StuckHost, stuckHost } from './stuck-host.ts';

/** What has faults, each with an exporter of its own. */
interface Parts {
  readonly host: FaultyHost;
  readonly damaged: FaultyTrust;
  readonly bare: FaultyTrust;
  readonly stuck: StuckHost;
  readonly stale: StaleHost;
  readonly cluster: FaultyCluster;
  readonly absent: BrokenExporter;
}

export interface EveryFault extends Parts {
  /** What fails now and then: mended by itself, because its alert goes on for some time after that. */
  readonly flapping: FlappingHost;
  /** `host:port` of each exporter but that of `flapping`. */
  readonly addresses: readonly string[];
  /** Makes all as it should be, but for what is flapping. */
  readonly mend: () => Promise<void>;
}

interface BrokenExporter {
  readonly exporter: Pick<ListeningProcess, 'url'>;
  readonly mend: () => void;
}

/** Every fault that an alert is about, all at once and each by itself. */
export async function everyFault(): Promise<EveryFault> {
  const [flapping, host, damaged, bare, stuck, stale, cluster, absent] = await Promise.all([
    flappingHost(),
    faultyHost(),
    damagedTrust(),
    noTrust(),
    stuckHost(),
    staleHost(),
    faultyCluster(),
    brokenExporter(),
  ]);
  const parts = { host, damaged, bare, stuck, stale, cluster, absent };
  return {
    ...parts,
    flapping,
    addresses: Object.values(parts).map(addressOf),
    mend: async () => {
      await Promise.all(Object.values(parts).map(async ({ mend }) => mend()));
    },
  };
}

/** As Prometheus calls it in `instance`. */
export const addressOf = ({ exporter }: { readonly exporter: Pick<ListeningProcess, 'url'> }): string =>
  new URL(exporter.url).host;

/** An exporter that cannot be scraped until it is mended. */
async function brokenExporter(): Promise<BrokenExporter> {
  let status = 503;
  const server = createServer((_, response) =>
    response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4' }).end(),
  );
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const mend = (): void => {
    status = 200;
  };
  return { exporter: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }, mend };
}
