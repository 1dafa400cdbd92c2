import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Cluster } from '../../../src/kubernetes/cluster-settings.ts';
import { follow } from '../../../src/kubernetes/follow.ts';
import type { Follower, FollowHandler, FollowOptions } from '../../../src/kubernetes/following.ts';
import type { KubernetesObject } from '../../../src/kubernetes/kubernetes-object.ts';
import { openCluster } from '../../../src/kubernetes/open-cluster.ts';
import type { ResourceKind } from '../../../src/kubernetes/resource-kind.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type ScriptedApiServer, scriptedApiServer } from './scripted-api-server.ts';
import { StillClock } from './still-clock.ts';

export const SECRETS: ResourceKind = {
  group: '',
  version: 'v1',
  resource: 'secrets',
  kind: 'Secret',
  namespaced: true,
};

/** An object with no more than a name and a version. */
export const named = (name: string, resourceVersion = '1'): KubernetesObject => ({
  metadata: { name, resourceVersion },
});

/** A handler that writes down what it is told: `begin`, `+name`, `-name`, `synced`. */
export class RecordingHandler implements FollowHandler {
  readonly told: string[] = [];
  #wake: () => void = () => {};

  begin(): void {
    this.#tell('begin');
  }

  upsert({ metadata }: KubernetesObject): void {
    this.#tell(`+${metadata.name}`);
  }

  remove({ metadata }: KubernetesObject): void {
    this.#tell(`-${metadata.name}`);
  }

  synced(): void {
    this.#tell('synced');
  }

  /** Waits until it has been told so much, and gives all of it back. */
  async until(what: string | number): Promise<readonly string[]> {
    const there = (): boolean =>
      typeof what === 'number' ? this.told.length >= what : this.told.includes(what);
    while (!there()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.told;
  }

  #tell(what: string): void {
    this.told.push(what);
    this.#wake();
  }
}

export interface ScriptedFollowing {
  readonly server: ScriptedApiServer;
  readonly cluster: Cluster;
  readonly clock: StillClock;
  readonly handler: RecordingHandler;
  readonly follower: Follower;
}

/** Follows the Secrets of the namespace `shop` at a server that the test scripts. All is closed when the test ends. */
export async function followScripted(options: Partial<FollowOptions> = {}): Promise<ScriptedFollowing> {
  const server = await scriptedApiServer();
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'ca.crt'), server.authority);
  writeFileSync(join(folder, 'token'), 'some-token\n');
  const cluster = openCluster(
    { kubeconfig: undefined },
    {
      environment: { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(server.port) },
      serviceAccountFolder: folder,
    },
  );
  const clock = new StillClock();
  const handler = new RecordingHandler();
  const follower = follow(
    cluster.client,
    { kind: SECRETS, namespace: 'shop', pageSize: 2, ...options },
    handler,
    clock,
  );
  onTestFinished(async () => {
    follower.close();
    cluster.close();
    await server[Symbol.asyncDispose]();
  });
  return { server, cluster, clock, handler, follower };
}
