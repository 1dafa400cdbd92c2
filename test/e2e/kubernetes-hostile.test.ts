import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCertificate } from '../support/certificate-factory.ts';
import { places } from '../support/kubernetes/fake-source.ts';
import { filledCluster } from '../support/kubernetes/filled-cluster.ts';
import { apiServerMissing } from '../support/kubernetes/kubernetes-programs.ts';
import { base64 } from '../support/kubernetes/objects.ts';
import { followReal, SLOW, until } from '../support/kubernetes/real-source.ts';

/** Nearly as many bytes as an object may have. */
const HUGE = 1_000_000;

describe.skipIf(apiServerMissing('objects that strangers put into a cluster'))(
  'objects that strangers put into a cluster',
  () => {
    const cluster = filledCluster();
    const path = (namespace: string, kind: string) => `/api/v1/namespaces/${namespace}/${kind}`;
    const tls = (subject: string) => {
      const { pem, privateKeyPem } = createCertificate({ subject });
      return { 'tls.crt': base64(pem), 'tls.key': base64(privateKeyPem) };
    };

    it(
      'that are empty, huge, sealed or no certificates at all cost nobody but themselves',
      async () => {
        const { server } = cluster;
        const namespace = await server.namespace();
        const { pem, der } = createCertificate({ subject: 'behind a megabyte' });
        const make = (kind: 'secrets' | 'configmaps', name: string, body: object) =>
          server.request('POST', path(namespace, kind), { metadata: { name }, ...body });
        const secret = (name: string, data: Record<string, string>, more: object = {}) =>
          make('secrets', name, { type: 'kubernetes.io/tls', data, ...more });
        const noise = randomBytes(HUGE / 2).toString('hex');
        await secret('empty', { 'tls.crt': '', 'tls.key': '' });
        await secret('good', tls('good'));
        await secret('noise', { 'tls.crt': base64(noise), 'tls.key': '' });
        await secret('sealed', tls('sealed'), { immutable: true });
        await make('configmaps', 'binary', {
          binaryData: { 'ca.crt': base64(der), 'ca.bin': base64('\0\x01') },
        });
        await make('configmaps', 'empty', { data: { 'ca.crt': '' } });
        await make('configmaps', 'huge', { data: { 'ca.crt': `${noise}\n${pem}` }, immutable: true });
        await make('configmaps', 'nothing', {});
        const { collect } = followReal(
          server,
          `objects: [{ kind: secrets, namespaces: [${namespace}] }, { kind: configmaps, namespaces: [${namespace}], keys: [ca.crt, "*.bin"] }]`,
        );
        const collection = await collect();
        expect(collection.complete).toBe(true);
        expect(places(collection)).toEqual([
          `Secret ${namespace}/good tls.crt`,
          `Secret ${namespace}/sealed tls.crt`,
          `ConfigMap ${namespace}/binary ca.crt`,
          `ConfigMap ${namespace}/huge ca.crt`,
        ]);
        const problems = collection.problems.map(({ reason, location }) => [reason, location.object_name]);
        expect(problems).toEqual([
          ['no_certificate', 'empty'],
          ['no_certificate', 'noise'],
        ]);
      },
      SLOW,
    );

    it(
      'under a name that was another before are what they are now',
      async () => {
        const { server } = cluster;
        const namespace = await server.namespace();
        const secrets = path(namespace, 'secrets');
        const put = (type: string, subject: string) =>
          server.request('POST', secrets, { metadata: { name: 'www' }, type, data: tls(subject) });
        const { collect } = followReal(server, `objects: [{ kind: secrets, namespaces: [${namespace}] }]`);
        const shown = (...subjects: string[]) =>
          until(collect, ({ certificates }) =>
            expect(certificates.map(({ certificate }) => certificate.subject)).toEqual(subjects),
          );
        await shown();
        await put('kubernetes.io/tls', 'first');
        await shown('CN=first');
        await server.request('DELETE', `${secrets}/www`);
        await put('kubernetes.io/tls', 'second');
        await shown('CN=second');
        await server.request('DELETE', `${secrets}/www`);
        // Of a type that is not asked for, so that nothing more is heard of it.
        await put('Opaque', 'third');
        await shown();
        await server.request('DELETE', `${secrets}/www`);
        await put('kubernetes.io/tls', 'fourth');
        await shown('CN=fourth');
      },
      SLOW,
    );
  },
);
