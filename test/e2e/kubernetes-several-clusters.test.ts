import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectOnce, expositionOf } from '../../src/app.ts';
import { parseConfig } from '../../src/config/load.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { duplicateSeries } from '../support/exposition.ts';
import { type ApiServer, startApiServer } from '../support/kubernetes/api-server.ts';
import { apiServerMissing } from '../support/kubernetes/kubernetes-programs.ts';
import { base64 } from '../support/kubernetes/objects.ts';
import { SLOW } from '../support/kubernetes/real-source.ts';

describe.skipIf(apiServerMissing('several clusters'))('several clusters, a source each', () => {
  const servers: ApiServer[] = [];

  beforeAll(async () => {
    for (const subject of ['east', 'west']) {
      const server = await startApiServer();
      servers.push(server);
      // The very same place in both.
      await server.request('POST', '/api/v1/namespaces/default/secrets', {
        metadata: { name: 'www' },
        type: 'kubernetes.io/tls',
        data: { 'tls.crt': base64(createCertificate({ subject }).pem), 'tls.key': '' },
      });
    }
  }, SLOW);
  afterAll(async () => {
    for (const server of servers) await server.stop();
  }, SLOW);

  const collect = async () => {
    const sources = ['east', 'west'].map((name, at) => ({
      name,
      type: 'kubernetes',
      kubeconfig: servers[at]?.kubeconfig({ token: servers[at].files.adminToken }),
      objects: [{ kind: 'secrets' }],
    }));
    const config = resolveConfig(parseConfig(JSON.stringify({ sources }), 'test.yml'), {});
    const inventory = await collectOnce(config, () => undefined);
    expect(duplicateSeries(await expositionOf(inventory))).toEqual([]);
    return inventory.sources.map(({ source, lastCollection, certificates, problems }) => ({
      source,
      up: lastCollection?.up,
      found: certificates.map(
        ({ certificate, location }) => `${location.object_name} ${certificate.subject}`,
      ),
      problems: problems.map(({ reason }) => reason),
    }));
  };

  it(
    'are told apart where they hold the same objects, and one that is down takes nothing from the other',
    async () => {
      const east = { source: 'east', up: true, found: ['www CN=east'], problems: [] };
      expect(await collect()).toEqual([
        east,
        { source: 'west', up: true, found: ['www CN=west'], problems: [] },
      ]);
      await servers[1]?.halt();
      expect(await collect()).toEqual([
        east,
        { source: 'west', up: false, found: [], problems: ['api_error'] },
      ]);
    },
    SLOW,
  );
});
