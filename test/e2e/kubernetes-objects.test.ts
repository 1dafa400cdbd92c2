import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApiServer } from '../support/kubernetes/api-server.ts';
import { type ClusterContents, fillCluster } from '../support/kubernetes/cluster-contents.ts';
import { places } from '../support/kubernetes/fake-source.ts';
import { apiServerMissing } from '../support/kubernetes/kubernetes-programs.ts';
import { EVERYTHING, expectedPlaces, followReal, SLOW } from '../support/kubernetes/real-source.ts';
import { expiryByOpenssl, valueByKubectl } from '../support/kubernetes/value-by-kubectl.ts';

describe.skipIf(apiServerMissing('objects of a real API server'))('objects of a real API server', () => {
  let server: ApiServer;
  let contents: ClusterContents;

  beforeAll(async () => {
    server = await startApiServer();
    contents = await fillCluster(server);
  }, SLOW);
  afterAll(() => server?.stop(), SLOW);

  it(
    'are read wherever a certificate can be, with the expiry that openssl reads out of what kubectl shows',
    async () => {
      const { collect } = followReal(server, `page_size: 3, objects: ${EVERYTHING}`);
      const collection = await collect();
      expect(collection).toMatchObject({ complete: true });
      const own = collection.certificates.filter(
        ({ location }) => location.object_namespace !== 'kube-system',
      );
      const found = own.map(({ location, index, certificate }) => [
        JSON.stringify([location, index]),
        certificate.notAfter,
      ]);
      const expected = own.map(({ location, index }) => [
        JSON.stringify([location, index]),
        expiryByOpenssl(valueByKubectl(server, location), index),
      ]);
      expect(found).toEqual(expected);
      expect(new Set(places({ certificates: own }))).toEqual(new Set(expectedPlaces(contents)));
      expect(
        collection.problems.filter(({ location }) => location.object_namespace === contents.shop),
      ).toEqual([]);
      expect(collection.objects?.managed).toMatchObject([
        { secret: 'www', ready: true, notAfter: 1_900_172_800, renewal: 1_897_580_800 },
      ]);
    },
    SLOW,
  );

  it(
    'are selected by the server as far as it can',
    async () => {
      const found = async (rule: string) =>
        places(await followReal(server, `objects: [${rule}]`).collect()).map((place) => place.split(' ')[1]);
      const { shop, bank } = contents;
      expect(await found('{ kind: secrets, keys: [tls.crt], selector: "team=web" }')).toEqual(
        Array.from({ length: 2 }, () => `${shop}/www`),
      );
      expect(
        new Set(await found(`{ kind: secrets, keys: [tls.crt], exclude_namespaces: [${shop}] }`)),
      ).toEqual(new Set([`${bank}/vault`]));
      expect(
        new Set(
          await found(
            `{ kind: secrets, keys: [tls.crt], namespace_selector: "kubernetes.io/metadata.name=${bank}" }`,
          ),
        ),
      ).toEqual(new Set([`${bank}/vault`]));
      expect(await found('{ kind: secrets, types: ["istio.io/*", Opaque], keys: ["*"] }')).toEqual(
        [`${shop}/istio`, `${shop}/opaque`].toSorted(),
      );
    },
    SLOW,
  );

  it(
    'of which each replica has a share, are whole together',
    async () => {
      const whole = await followReal(server, `objects: ${EVERYTHING}`).collect();
      const shares = await Promise.all(
        [0, 1, 2].map(async (index) => {
          const beside = `shard: { index: ${index}, count: 3 }`;
          return followReal(server, `objects: ${EVERYTHING}`, { beside }).collect();
        }),
      );
      expect(shares.flatMap(places).toSorted()).toEqual(places(whole).toSorted());
      expect(shares.flatMap(({ objects }) => objects?.managed ?? [])).toHaveLength(1);
    },
    SLOW,
  );
});
