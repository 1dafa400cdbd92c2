import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeSource } from '../../src/app/make-source.ts';
import { parseConfig } from '../../src/config/load.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import type { Location } from '../../src/model/location.ts';
import type { Collection, Source } from '../../src/model/source.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { type ApiServer, startApiServer } from '../support/kubernetes/api-server.ts';
import { type ClusterContents, fillCluster } from '../support/kubernetes/cluster-contents.ts';
import { places } from '../support/kubernetes/fake-source.ts';
import { apiServerMissing } from '../support/kubernetes/kubernetes-programs.ts';
import { base64 } from '../support/kubernetes/objects.ts';
import { runProgram } from '../support/programs.ts';

const EVERYTHING = `[
  { kind: secrets, types: ["*"], keys: ["*"] },
  { kind: configmaps, keys: ["ca.*"] },
  { kind: validatingwebhookconfigurations }, { kind: mutatingwebhookconfigurations }, { kind: apiservices },
  { kind: customresourcedefinitions }, { kind: certificatesigningrequests },
  { kind: certificates.cert-manager.io }, { kind: certificaterequests.cert-manager.io }]`;

/** A real API server takes its time to start, and to notice new rights. */
const SLOW = 120_000;

describe.skipIf(apiServerMissing('objects of a real API server'))('objects of a real API server', () => {
  let server: ApiServer;
  let contents: ClusterContents;
  const sources: Source[] = [];

  beforeAll(async () => {
    server = await startApiServer();
    contents = await fillCluster(server);
  }, SLOW);
  afterEach(async () => {
    for (const source of sources.splice(0)) await source.close?.();
  });
  afterAll(() => server?.stop(), SLOW);

  /** A source as the configuration describes it, as somebody with this token. */
  function follow(rest: string, token = server.files.adminToken) {
    const yaml = `sources: [{ name: cluster, type: kubernetes, kubeconfig: ${server.kubeconfig({ token })}, ${rest} }]`;
    const [settings] = resolveConfig(parseConfig(yaml, 'test.yml'), {}).sources;
    if (settings === undefined) throw new Error('no source');
    const reader = new CertificateReader();
    const read = { fields: 0 };
    const source = makeSource(settings, undefined, reader, () => read.fields++);
    sources.push(source);
    return { reader, read, collect: () => source.collect(new AbortController().signal) };
  }

  const until = (collect: () => Promise<Collection>, holds: (collection: Collection) => void) =>
    vi.waitFor(async () => holds(await collect()), { timeout: SLOW, interval: 50 });

  it(
    'are read wherever a certificate can be, with the expiry that openssl reads out of what kubectl shows',
    async () => {
      const { collect } = follow(`page_size: 3, objects: ${EVERYTHING}`);
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
        expiryByOpenssl(valueByKubectl(location), index),
      ]);
      expect(found).toEqual(expected);
      expect(new Set(places({ certificates: own }))).toEqual(new Set(EXPECTED_PLACES(contents)));
      expect(
        collection.problems.filter(({ location }) => location.object_namespace === contents.shop),
      ).toEqual([]);
      expect(collection.objects?.managed).toMatchObject([
        { secret: 'www', ready: true, notAfter: 1_900_172_800, renewal: 1_897_580_800 },
      ]);
    },
    SLOW,
  );

  function valueByKubectl({ object_kind, object_namespace, object_name, object_key = '' }: Location): Buffer {
    const where = object_namespace === undefined ? [] : ['--namespace', object_namespace];
    const kind = object_kind === 'Certificate' ? 'certificates.cert-manager.io' : String(object_kind);
    const object = JSON.parse(
      server.kubectl(['get', kind, String(object_name), ...where, '--output=json']),
    ) as Record<string, unknown>;
    const { data, binaryData, webhooks } = object as Record<string, Record<string, string> | undefined>;
    if (object_kind === 'ConfigMap' && data?.[object_key] !== undefined) return Buffer.from(data[object_key]);
    const hook = /^webhooks\[(.+)\]\.(.+)$/.exec(object_key);
    const named = (webhooks as unknown as { name: string }[] | undefined)?.find(
      ({ name }) => name === hook?.[1],
    );
    const value = hook ? at(named, hook[2] ?? '') : (data?.[object_key] ?? binaryData?.[object_key]);
    return Buffer.from(String(value ?? at(object, object_key)), 'base64');
  }

  describe('with no more rights than the documentation gives', () => {
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
        const one = follow(`objects: [{ kind: secrets, namespaces: [${contents.shop}] }]`, await token());
        await until(one.collect, (collection) => {
          expect(collection).toMatchObject({ complete: true, problems: [] });
          expect(places(collection)).toContain(`Secret ${contents.shop}/www tls.crt`);
        });
        const two = follow(
          `objects: [{ kind: secrets, namespaces: [${contents.shop}, ${contents.bank}] }]`,
          await token(),
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
        const all = follow('objects: [{ kind: secrets }]', await token());
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
        const { collect } = follow(
          `objects: [{ kind: secrets, namespaces: [${contents.shop}], names: [www, acme] }]`,
          await token(),
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
        const { collect } = follow(`objects: ${objects}`, await token());
        await until(collect, (collection) => {
          expect(collection.complete).toBe(true);
          expect(new Set(places(collection))).toEqual(new Set(EXPECTED_PLACES(contents)));
        });
      },
      SLOW,
    );
  });

  it(
    'are selected by the server as far as it can',
    async () => {
      const found = async (rule: string) =>
        places(await follow(`objects: [${rule}]`).collect()).map((place) => place.split(' ')[1]);
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
    'are followed as they come, change and go; an annotation costs nothing',
    async () => {
      const namespace = await server.namespace();
      const { collect, read, reader } = follow(`objects: [{ kind: secrets, namespaces: [${namespace}] }]`);
      const path = `/api/v1/namespaces/${namespace}/secrets`;
      const put = async (name: string): Promise<void> => {
        const { pem, privateKeyPem } = createCertificate({ subject: `CN of ${name}` });
        const data = { 'tls.crt': base64(pem), 'tls.key': base64(privateKeyPem) };
        await server.request('POST', path, { metadata: { name }, type: 'kubernetes.io/tls', data });
      };
      const shown = (...names: string[]) =>
        until(collect, (collection) =>
          expect(places(collection)).toEqual(names.map((name) => `Secret ${namespace}/${name} tls.crt`)),
        );
      await put('one');
      await shown('one');
      const before = {
        certificates: (await collect()).certificates,
        fields: read.fields,
        parsed: reader.parsed,
      };
      await server.request('PATCH', `${path}/one`, { metadata: { annotations: { touched: 'now' } } });
      // Events come in order: once the second one is here, so was the first.
      await put('two');
      await shown('one', 'two');
      const after = await collect();
      expect(after.certificates[0]).toBe(before.certificates[0]);
      expect([read.fields - before.fields, reader.parsed - before.parsed]).toEqual([1, 1]);
      expect((await collect()).certificates).toBe(after.certificates);
      await server.request('DELETE', `${path}/one`);
      await shown('two');
    },
    SLOW,
  );

  /** A keystore by openssl, which reads its input twice: a pipe will not do. */
  function pkcs12(name: string, passphrase: string): Buffer {
    const { pem, privateKeyPem } = createCertificate({ subject: name });
    const input = ['-in', server.files.write(`${name}.pem`, pem + privateKeyPem)];
    const friend = ['-name', `friend of ${name}`, '-passout', `pass:${passphrase}`];
    return execFileSync('openssl', ['pkcs12', '-export', ...input, ...friend]);
  }

  it(
    'are opened where they are keystores, with the passphrase beside them or elsewhere, and again once it is corrected',
    async () => {
      const namespace = await server.namespace();
      const path = `/api/v1/namespaces/${namespace}/secrets`;
      const write = (
        name: string,
        data: Record<string, string | Uint8Array>,
        method: 'POST' | 'PUT' = 'POST',
      ) =>
        server.request(method, method === 'PUT' ? `${path}/${name}` : path, {
          metadata: { name },
          data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, base64(value)])),
        });
      await write('beside', { 'keystore.p12': pkcs12('beside', 'sesame'), password: 'sesame' });
      await write('apart', { 'keystore.p12': pkcs12('apart', 'elsewhere') });
      await write('passphrase', { p12: 'wrong' });
      const { collect } = follow(
        `objects: [{ kind: secrets, namespaces: [${namespace}], types: [Opaque], keys: ["*.p12"], passphrase_key: password, passphrase_secret: { name: passphrase, key: p12 } }]`,
      );
      const first = await collect();
      const object = { object_kind: 'Secret', object_namespace: namespace, object_key: 'keystore.p12' };
      expect(first.certificates.map(({ location, certificate }) => [location, certificate.subject])).toEqual([
        [{ ...object, object_name: 'beside', entry: 'friend of beside' }, 'CN=beside'],
      ]);
      expect(first.problems).toMatchObject([
        { reason: 'bad_passphrase', location: { ...object, object_name: 'apart' } },
      ]);
      await write('passphrase', { p12: 'elsewhere' }, 'PUT');
      await until(collect, (collection) => {
        expect(collection.problems).toEqual([]);
        expect(new Set(collection.certificates.map(({ certificate }) => certificate.subject))).toEqual(
          new Set(['CN=beside', 'CN=apart']),
        );
      });
    },
    SLOW,
  );

  it(
    'stay as they were known while the server is away, and are followed on when it is back',
    async () => {
      const { collect } = follow('objects: [{ kind: secrets }]');
      const before = await collect();
      await server.halt();
      try {
        await until(collect, (collection) => {
          expect(collection.complete).toBe(false);
          expect(collection.certificates).toBe(before.certificates);
          expect(collection.problems.map(({ reason }) => reason)).toEqual(['api_error']);
        });
      } finally {
        await server.resume();
      }
      await until(collect, (collection) =>
        expect(collection).toMatchObject({ complete: true, problems: [] }),
      );
      const { pem } = createCertificate({ subject: 'after the restart' });
      await server.request('POST', `/api/v1/namespaces/${contents.bank}/secrets`, {
        metadata: { name: 'later' },
        type: 'kubernetes.io/tls',
        data: { 'tls.crt': base64(pem), 'tls.key': base64('x') },
      });
      await until(collect, (collection) =>
        expect(places(collection)).toContain(`Secret ${contents.bank}/later tls.crt`),
      );
    },
    SLOW,
  );

  it(
    'of which each replica has a share, are whole together',
    async () => {
      const whole = await follow(`objects: ${EVERYTHING}`).collect();
      const shares = await Promise.all(
        [0, 1, 2].map(async (index) => {
          const yaml = `shard: { index: ${index}, count: 3 }
sources: [{ name: cluster, type: kubernetes, kubeconfig: ${server.kubeconfig({ token: server.files.adminToken })}, objects: ${EVERYTHING} }]`;
          const [settings] = resolveConfig(parseConfig(yaml, 'test.yml'), {}).sources;
          if (settings === undefined) throw new Error('no source');
          const source = makeSource(settings, undefined, new CertificateReader());
          sources.push(source);
          return source.collect(new AbortController().signal);
        }),
      );
      expect(shares.flatMap(places).toSorted()).toEqual(places(whole).toSorted());
      expect(shares.flatMap(({ objects }) => objects?.managed ?? [])).toHaveLength(1);
    },
    SLOW,
  );
});

function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((here, key) => (here as Record<string, unknown> | undefined)?.[key], value);
}

/** Unix seconds. */
function expiryByOpenssl(value: Buffer, index: number): number {
  const blocks = value.toString('latin1').match(/-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/g);
  const options = blocks === null ? ['-inform', 'DER'] : [];
  const { stdout, stderr } = runProgram(
    'openssl',
    ['x509', '-noout', '-enddate', '-dateopt', 'iso_8601', ...options],
    blocks?.[index] ?? value,
  );
  const end = /notAfter=(\S+) (\S+)Z/.exec(stdout);
  if (end === null) throw new Error(`openssl: ${stderr}`);
  return Date.parse(`${end[1]}T${end[2]}Z`) / 1000;
}

/** The blocks of YAML of docs/kubernetes.md, by the heading that they stand below. */
function documentedManifests(): Record<string, string> {
  const page = readFileSync(join(import.meta.dirname, '../../docs/kubernetes.md'), 'utf8');
  return Object.fromEntries(
    page.split(/^#{2,3} /m).map((part) => [part.split('\n')[0], /```yaml\n([^]*?)```/.exec(part)?.[1] ?? '']),
  ) as Record<string, string>;
}

const EXPECTED_PLACES = ({ shop, bank }: ClusterContents): string[] => [
  `Secret ${shop}/acme tls.crt`,
  `Secret ${shop}/helm release`,
  `Secret ${shop}/istio ca-cert.pem`,
  `Secret ${shop}/opaque app.crt`,
  `Secret ${shop}/robot-token ca.crt`,
  `Secret ${shop}/www ca.crt`,
  `Secret ${shop}/www tls.crt`,
  `Secret ${bank}/vault ca.crt`,
  `Secret ${bank}/vault tls.crt`,
  `ConfigMap ${shop}/trust ca.crt`,
  `ConfigMap ${shop}/trust ca.der`,
  ...['Validating', 'Mutating'].flatMap((kind) =>
    ['a', 'b'].map(
      (hook) =>
        `${kind}WebhookConfiguration /${shop} webhooks[${hook}.${kind.toLowerCase()}webhookconfigurations.example.com].clientConfig.caBundle`,
    ),
  ),
  'APIService /v1.far.example.com spec.caBundle',
  'CustomResourceDefinition /things.example.com spec.conversion.webhook.clientConfig.caBundle',
  `CertificateSigningRequest /${shop} status.certificate`,
  `CertificateRequest ${shop}/www-1 status.certificate`,
];
