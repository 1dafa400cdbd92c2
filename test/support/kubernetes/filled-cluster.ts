import { afterAll, beforeAll } from 'vitest';
import { type ApiServer, startApiServer } from './api-server.ts';
import { type ClusterContents, fillCluster } from './cluster-contents.ts';
import { SLOW } from './real-source.ts';

/** A real API server with everything in it that a certificate can hide in. */
export interface FilledCluster {
  readonly server: ApiServer;
  readonly contents: ClusterContents;
}

/** Starts one for the tests of a `describe`, and stops it after them. What it gives back is there once they run. */
export function filledCluster(): FilledCluster {
  let filled: FilledCluster | undefined;
  let server: ApiServer | undefined;
  beforeAll(async () => {
    server = await startApiServer();
    filled = { server, contents: await fillCluster(server) };
  }, SLOW);
  afterAll(() => server?.stop(), SLOW);
  const running = (): FilledCluster => {
    if (filled === undefined) throw new Error('the cluster is used before its tests run');
    return filled;
  };
  return {
    get server() {
      return running().server;
    },
    get contents() {
      return running().contents;
    },
  };
}
