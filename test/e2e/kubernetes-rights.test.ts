import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApiServer } from '../support/kubernetes/api-server.ts';
import { type ClusterContents, fillCluster } from '../support/kubernetes/cluster-contents.ts';
import { places } from '../support/kubernetes/fake-source.ts';
import { apiServerMissing } from '../support/kubernetes/kubernetes-programs.ts';
import { EVERYTHING, expectedPlaces, followReal, SLOW, until } from '../support/kubernetes/real-source.ts';

describe.skipIf(apiServerMissing('objects with no more rights than the documentation gives'))(
  'objects with no more rights than the documentation gives',
  () => {
    let server: ApiServer;
    let contents: ClusterContents;

    beforeAll(async () => {
      server = await startApiServer();
      contents = await fillCluster(server);
    }, SLOW);
    afterAll(() => server?.stop(), SLOW);

    const manifests = documentedManifests();
    const token = async (): Promise<string> => server.serviceAccountToken('monitoring', 'tls-cert-exporter');

    beforeAll(async () => {
      await server.request('POST', '/api/v1/namespaces', { metadata: { name: 'monitoring' } });
      await server.serviceAccount('monitoring', 'tls-cert-exporter');
    });
    afterEach(() => {
      const all = ['clusterrole,clusterrolebinding', 'tls-cert-exporter', '--ignore-not-found'];
      server.kubectl(['delete', ...all]);
      server.kubectl([
        'delete',
        'role,rolebinding',
        'tls-cert-exporter',
        '--ignore-not-found',
        '-n',
        contents.shop,
      ]);
    });
    const inShop = (manifest: string): string =>
      manifest.replaceAll('namespace: shop', `namespace: ${contents.shop}`);

    it(
      'a Role in one namespace is enough for that one, and others are told as forbidden',
      async () => {
        server.kubectl(['apply', '--filename=-'], inShop(manifests['Some namespaces'] ?? ''));
        const one = followReal(server, `objects: [{ kind: secrets, namespaces: [${contents.shop}] }]`, {
          token: await token(),
        });
        await until(one.collect, (collection) => {
          expect(collection).toMatchObject({ complete: true, problems: [] });
          expect(places(collection)).toContain(`Secret ${contents.shop}/www tls.crt`);
        });
        const two = followReal(
          server,
          `objects: [{ kind: secrets, namespaces: [${contents.shop}, ${contents.bank}] }]`,
          { token: await token() },
        );
        const both = await two.collect();
        expect(places(both)).toContain(`Secret ${contents.shop}/www tls.crt`);
        expect(both).toMatchObject({
          complete: false,
          problems: [
            {
              reason: 'permission_denied',
              location: { object_kind: 'Secret', object_namespace: contents.bank },
            },
          ],
        });
        const all = followReal(server, 'objects: [{ kind: secrets }]', { token: await token() });
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
        server.kubectl(['apply', '--filename=-'], role);
        const { collect } = followReal(
          server,
          `objects: [{ kind: secrets, namespaces: [${contents.shop}], names: [www, acme] }]`,
          { token: await token() },
        );
        await until(collect, (collection) => {
          expect(collection).toMatchObject({ complete: true, problems: [] });
          expect(new Set(places(collection).map((place) => place.split(' ')[1]))).toEqual(
            new Set([`${contents.shop}/www`, `${contents.shop}/acme`]),
          );
        });
      },
      SLOW,
    );

    it(
      'the ClusterRole is enough for every kind',
      async () => {
        server.kubectl(['apply', '--filename=-'], manifests['The whole cluster'] ?? '');
        const objects = EVERYTHING.replace('keys: ["*"]', 'keys: ["*"], namespace_selector: "!none"');
        const { collect } = followReal(server, `objects: ${objects}`, { token: await token() });
        await until(collect, (collection) => {
          expect(collection.complete).toBe(true);
          expect(new Set(places(collection))).toEqual(new Set(expectedPlaces(contents)));
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
