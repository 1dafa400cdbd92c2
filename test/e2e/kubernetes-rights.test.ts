import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { places } from '../support/kubernetes/fake-source.ts';
import { filledCluster } from '../support/kubernetes/filled-cluster.ts';
import { apiServerMissing } from '../support/kubernetes/kubernetes-programs.ts';
import { EVERYTHING, expectedPlaces, followReal, SLOW, until } from '../support/kubernetes/real-source.ts';

describe.skipIf(apiServerMissing('objects with no more rights than the documentation gives'))(
  'objects with no more rights than the documentation gives',
  () => {
    const cluster = filledCluster();

    const manifests = documentedManifests();
    const token = async (): Promise<string> =>
      cluster.server.serviceAccountToken('monitoring', 'tls-cert-exporter');

    beforeAll(async () => {
      await cluster.server.request('POST', '/api/v1/namespaces', { metadata: { name: 'monitoring' } });
      await cluster.server.serviceAccount('monitoring', 'tls-cert-exporter');
    });
    afterEach(() => {
      const all = ['clusterrole,clusterrolebinding', 'tls-cert-exporter', '--ignore-not-found'];
      cluster.server.kubectl(['delete', ...all]);
      cluster.server.kubectl([
        'delete',
        'role,rolebinding',
        'tls-cert-exporter',
        '--ignore-not-found',
        '-n',
        cluster.contents.shop,
      ]);
    });
    const inShop = (manifest: string): string =>
      manifest.replaceAll('namespace: shop', `namespace: ${cluster.contents.shop}`);

    it(
      'a Role in one namespace is enough for that one, and others are told as forbidden',
      async () => {
        cluster.server.kubectl(['apply', '--filename=-'], inShop(manifests['Some namespaces'] ?? ''));
        const one = followReal(
          cluster.server,
          `objects: [{ kind: secrets, namespaces: [${cluster.contents.shop}] }]`,
          {
            token: await token(),
          },
        );
        await until(one.collect, (collection) => {
          expect(collection).toMatchObject({ complete: true, problems: [] });
          expect(places(collection)).toContain(`Secret ${cluster.contents.shop}/www tls.crt`);
        });
        const two = followReal(
          cluster.server,
          `objects: [{ kind: secrets, namespaces: [${cluster.contents.shop}, ${cluster.contents.bank}] }]`,
          { token: await token() },
        );
        const both = await two.collect();
        expect(places(both)).toContain(`Secret ${cluster.contents.shop}/www tls.crt`);
        expect(both).toMatchObject({
          complete: false,
          problems: [
            {
              reason: 'permission_denied',
              location: { object_kind: 'Secret', object_namespace: cluster.contents.bank },
            },
          ],
        });
        const all = followReal(cluster.server, 'objects: [{ kind: secrets }]', { token: await token() });
        expect(await all.collect()).toMatchObject({
          complete: false,
          certificates: [],
          problems: [{ reason: 'permission_denied', location: { object_kind: 'Secret' } }],
        });
      },
      SLOW,
    );

    it(
      'resourceNames are enough for names that are written out',
      async () => {
        const rules = (manifests['Some objects'] ?? '').replace('[www-tls, api-tls]', '[www, acme]');
        const role = inShop(manifests['Some namespaces'] ?? '').replace(/rules:\n(?: .*\n)+/, rules);
        cluster.server.kubectl(['apply', '--filename=-'], role);
        const { collect } = followReal(
          cluster.server,
          `objects: [{ kind: secrets, namespaces: [${cluster.contents.shop}], names: [www, acme] }]`,
          { token: await token() },
        );
        await until(collect, (collection) => {
          expect(collection).toMatchObject({ complete: true, problems: [] });
          expect(new Set(places(collection).map((place) => place.split(' ')[1]))).toEqual(
            new Set([`${cluster.contents.shop}/www`, `${cluster.contents.shop}/acme`]),
          );
        });
      },
      SLOW,
    );

    it(
      'the ClusterRole is enough for every kind',
      async () => {
        cluster.server.kubectl(['apply', '--filename=-'], manifests['The whole cluster'] ?? '');
        const objects = EVERYTHING.replace('keys: ["*"]', 'keys: ["*"], namespace_selector: "!none"');
        const { collect } = followReal(cluster.server, `objects: ${objects}`, { token: await token() });
        await until(collect, (collection) => {
          expect(collection.complete).toBe(true);
          expect(new Set(places(collection))).toEqual(new Set(expectedPlaces(cluster.contents)));
        });
      },
      SLOW,
    );
  },
);

/** The blocks of YAML of docs/kubernetes.md, by the heading that they stand below. */
function documentedManifests(): Record<string, string> {
  const page = readFileSync(join(import.meta.dirname, '../../docs/kubernetes.md'), 'utf8');
  return Object.fromEntries(
    page.split(/^#{2,3} /m).map((part) => [part.split('\n')[0], /```yaml\n([^]*?)```/.exec(part)?.[1] ?? '']),
  ) as Record<string, string>;
}
