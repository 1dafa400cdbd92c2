import { onTestFinished, vi } from 'vitest';
import { makeSource } from '../../../src/app/make-source.ts';
import { parseConfig } from '../../../src/config/load.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import type { Collection } from '../../../src/model/source.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import type { ApiServer } from './api-server.ts';
import type { ClusterContents } from './cluster-contents.ts';

/** Rules that take all that `fillCluster` writes. */
export const EVERYTHING = `[
  { kind: secrets, types: ["*"], keys: ["*"] },
  { kind: configmaps, keys: ["ca.*"] },
  { kind: validatingwebhookconfigurations }, { kind: mutatingwebhookconfigurations }, { kind: apiservices },
  { kind: customresourcedefinitions }, { kind: certificatesigningrequests },
  { kind: certificates.cert-manager.io }, { kind: certificaterequests.cert-manager.io }]`;

/** A real API server takes its time to start, and to notice new rights. In milliseconds. */
export const SLOW = 120_000;

interface RealSource {
  readonly reader: CertificateReader;
  /** How many fields were decoded. */
  readonly read: { fields: number };
  readonly collect: () => Promise<Collection>;
}

interface RealSourceOptions {
  /** Of somebody who may do everything, where nothing is said. */
  readonly token?: string;
  /** What stands in the file beside the sources. */
  readonly beside?: string;
}

/** A source as the configuration describes it, closed when the test ends. */
export function followReal(
  server: ApiServer,
  rest: string,
  { token = server.files.adminToken, beside = '' }: RealSourceOptions = {},
): RealSource {
  const yaml = `${beside}
sources: [{ name: cluster, type: kubernetes, kubeconfig: ${server.kubeconfig({ token })}, ${rest} }]`;
  const [settings] = resolveConfig(parseConfig(yaml, 'test.yml'), {}).sources;
  if (settings === undefined) throw new Error('no source');
  const reader = new CertificateReader();
  const read = { fields: 0 };
  const source = makeSource(settings, undefined, reader, () => read.fields++);
  onTestFinished(async () => source.close?.());
  return { reader, read, collect: () => source.collect(new AbortController().signal) };
}

/** Collects until what is expected of the collection holds. */
export function until(
  collect: () => Promise<Collection>,
  holds: (collection: Collection) => void,
): Promise<void> {
  return vi.waitFor(async () => holds(await collect()), { timeout: SLOW, interval: 50 });
}

/** Every place where `fillCluster` has put certificates. */
export const expectedPlaces = ({ shop, bank }: ClusterContents): string[] => [
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
