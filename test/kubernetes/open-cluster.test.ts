import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ClusterError } from '../../src/kubernetes/cluster-error.ts';
import { openCluster } from '../../src/kubernetes/open-cluster.ts';
import { writtenKubeconfig } from '../support/kubernetes/written-kubeconfig.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('says at once what cannot be opened', () => {
  expect(() => openCluster({ kubeconfig: undefined }, { environment: {} })).toThrow(ClusterError);
  expect(() => openCluster({ kubeconfig: undefined, context: 'x' })).toThrow('A context needs a kubeconfig');
  expect(() => openCluster({ kubeconfig: '/nowhere' })).toThrow(ClusterError);
  expect(() => openCluster({ kubeconfig: writtenKubeconfig({}), context: 'lost' })).toThrow(
    'no context "lost"',
  );
});

it('knows the namespace of the pod', () => {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries({ token: 't', 'ca.crt': 'c', namespace: 'monitoring\n' })) {
    writeFileSync(join(folder, name), content);
  }
  const cluster = openCluster(
    { kubeconfig: undefined },
    {
      environment: { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' },
      serviceAccountFolder: folder,
    },
  );
  expect(cluster).toMatchObject({
    namespace: 'monitoring',
    warnings: [],
    client: { server: 'https://10.0.0.1:443' },
  });
  cluster.close();
});

it.each([
  [{ server: 'https://c', 'insecure-skip-tls-verify': true }, 'The certificate of https://c is not verified'],
  [{ server: 'http://c' }, 'http://c is asked without TLS'],
])('warns of %j', (settings, warning) => {
  const cluster = openCluster({ kubeconfig: writtenKubeconfig({ token: 'hunter2' }, settings) });
  expect(cluster.warnings).toEqual([expect.stringContaining(warning)]);
  expect(cluster.warnings.join()).not.toContain('hunter2');
  cluster.close();
});
