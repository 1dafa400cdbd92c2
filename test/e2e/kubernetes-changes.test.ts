import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { createCertificate } from '../support/certificate-factory.ts';
import { places } from '../support/kubernetes/fake-source.ts';
import { filledCluster } from '../support/kubernetes/filled-cluster.ts';
import { apiServerMissing } from '../support/kubernetes/kubernetes-programs.ts';
import { base64 } from '../support/kubernetes/objects.ts';
import { followReal, SLOW, until } from '../support/kubernetes/real-source.ts';

describe.skipIf(apiServerMissing('objects of a real API server that change'))(
  'objects of a real API server that change',
  () => {
    const cluster = filledCluster();

    it(
      'are followed as they come, change and go; an annotation costs nothing',
      async () => {
        const namespace = await cluster.server.namespace();
        const { collect, read, reader } = followReal(
          cluster.server,
          `objects: [{ kind: secrets, namespaces: [${namespace}] }]`,
        );
        const path = `/api/v1/namespaces/${namespace}/secrets`;
        const put = async (name: string): Promise<void> => {
          const { pem, privateKeyPem } = createCertificate({ subject: `CN of ${name}` });
          const data = { 'tls.crt': base64(pem), 'tls.key': base64(privateKeyPem) };
          await cluster.server.request('POST', path, { metadata: { name }, type: 'kubernetes.io/tls', data });
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
        await cluster.server.request('PATCH', `${path}/one`, {
          metadata: { annotations: { touched: 'now' } },
        });
        // Events come in order: once the second one is here, so was the first.
        await put('two');
        await shown('one', 'two');
        const after = await collect();
        expect(after.certificates[0]).toBe(before.certificates[0]);
        expect([read.fields - before.fields, reader.parsed - before.parsed]).toEqual([1, 1]);
        expect((await collect()).certificates).toBe(after.certificates);
        await cluster.server.request('DELETE', `${path}/one`);
        await shown('two');
      },
      SLOW,
    );

    /** A keystore by openssl, which reads its input twice: a pipe will not do. */
    function pkcs12(name: string, passphrase: string): Buffer {
      const { pem, privateKeyPem } = createCertificate({ subject: name });
      const input = ['-in', cluster.server.files.write(`${name}.pem`, pem + privateKeyPem)];
      const friend = ['-name', `friend of ${name}`, '-passout', `pass:${passphrase}`];
      return execFileSync('openssl', ['pkcs12', '-export', ...input, ...friend]);
    }

    it(
      'are opened where they are keystores, with the passphrase beside them or elsewhere, and again once it is corrected',
      async () => {
        const namespace = await cluster.server.namespace();
        const path = `/api/v1/namespaces/${namespace}/secrets`;
        const write = (
          name: string,
          data: Record<string, string | Uint8Array>,
          method: 'POST' | 'PUT' = 'POST',
        ) =>
          cluster.server.request(method, method === 'PUT' ? `${path}/${name}` : path, {
            metadata: { name },
            data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, base64(value)])),
          });
        await write('beside', { 'keystore.p12': pkcs12('beside', 'sesame'), password: 'sesame' });
        await write('apart', { 'keystore.p12': pkcs12('apart', 'elsewhere') });
        await write('passphrase', { p12: 'wrong' });
        const { collect } = followReal(
          cluster.server,
          `objects: [{ kind: secrets, namespaces: [${namespace}], types: [Opaque], keys: ["*.p12"], passphrase_key: password, passphrase_secret: { name: passphrase, key: p12 } }]`,
        );
        const first = await collect();
        const object = { object_kind: 'Secret', object_namespace: namespace, object_key: 'keystore.p12' };
        expect(
          first.certificates.map(({ location, certificate }) => [location, certificate.subject]),
        ).toEqual([[{ ...object, object_name: 'beside', entry: 'friend of beside' }, 'CN=beside']]);
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
        const { collect } = followReal(cluster.server, 'objects: [{ kind: secrets }]');
        const before = await collect();
        await cluster.server.halt();
        try {
          await until(collect, (collection) => {
            expect(collection.complete).toBe(false);
            expect(collection.certificates).toBe(before.certificates);
            expect(collection.problems.map(({ reason }) => reason)).toEqual(['api_error']);
          });
        } finally {
          await cluster.server.resume();
        }
        await until(collect, (collection) =>
          expect(collection).toMatchObject({ complete: true, problems: [] }),
        );
        const { pem } = createCertificate({ subject: 'after the restart' });
        await cluster.server.request('POST', `/api/v1/namespaces/${cluster.contents.bank}/secrets`, {
          metadata: { name: 'later' },
          type: 'kubernetes.io/tls',
          data: { 'tls.crt': base64(pem), 'tls.key': base64('x') },
        });
        await until(collect, (collection) =>
          expect(places(collection)).toContain(`Secret ${cluster.contents.bank}/later tls.crt`),
        );
      },
      SLOW,
    );
  },
);
