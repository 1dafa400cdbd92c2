import { describe, expect, it } from 'vitest';
import { places } from '../support/kubernetes/fake-source.ts';
import { filledCluster } from '../support/kubernetes/filled-cluster.ts';
import { apiServerMissing } from '../support/kubernetes/kubernetes-programs.ts';
import { EVERYTHING, expectedPlaces, followReal, SLOW } from '../support/kubernetes/real-source.ts';
import { expiryByOpenssl, valueByKubectl } from '../support/kubernetes/value-by-kubectl.ts';

describe.skipIf(apiServerMissing('objects of a real API server'))('objects of a real API server', () => {
  const cluster = filledCluster();

  it(
    'are read wherever a certificate can be, with the expiry that openssl reads out of what kubectl shows',
    async () => {
      const { collect } = followReal(cluster.server, `page_size: 3, objects: ${EVERYTHING}`);
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
        expiryByOpenssl(valueByKubectl(cluster.server, location), index),
      ]);
      expect(found).toEqual(expected);
      expect(new Set(places({ certificates: own }))).toEqual(new Set(expectedPlaces(cluster.contents)));
      expect(
        collection.problems.filter(({ location }) => location.object_namespace === cluster.contents.shop),
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
        places(await followReal(cluster.server, `objects: [${rule}]`).collect()).map(
          (place) => place.split(' ')[1],
        );
      const { shop, bank } = cluster.contents;
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
      const whole = await followReal(cluster.server, `objects: ${EVERYTHING}`).collect();
      const shares = await Promise.all(
        [0, 1, 2].map(async (index) => {
          const beside = `shard: { index: ${index}, count: 3 }`;
          return followReal(cluster.server, `objects: ${EVERYTHING}`, { beside }).collect();
        }),
      );
      expect(shares.flatMap(places).toSorted()).toEqual(places(whole).toSorted());
      expect(shares.flatMap(({ objects }) => objects?.managed ?? [])).toHaveLength(1);
    },
    SLOW,
  );
});
