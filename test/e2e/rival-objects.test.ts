import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApiServer } from '../support/kubernetes/api-server.ts';
import { followReal, SLOW } from '../support/kubernetes/real-source.ts';
import { makeRivalInputs, RIVAL_INPUTS, rivalToolsMissing, STOREPASS } from '../support/rival-inputs.ts';

/** An object that another exporter reads, as kubectl makes it out of a file of `RIVAL_INPUTS`. */
interface RivalObject {
  readonly what: string;
  /** Follows `kubectl create`; `FOLDER` is where the files are. */
  readonly create: readonly string[];
  readonly file: string;
  /** The rule that reads it, without its namespace. `VAULT` is another namespace. */
  readonly rule: string;
}

const generic = (what: string, file: string, rule: string, ...more: readonly string[]): RivalObject => ({
  what,
  create: ['secret', 'generic', 'one', `--from-file=${file}=FOLDER/${file}`, ...more],
  file,
  rule: `kind: secrets, types: [Opaque], ${rule}`,
});
const beside = `--from-literal=password=${STOREPASS}`;

/** Beside them, kubernetes-objects.test.ts has caBundles, requests and what else a real API server holds. */
const OBJECTS: readonly RivalObject[] = [
  {
    what: 'a Secret of type kubernetes.io/tls',
    create: ['secret', 'tls', 'one', '--cert=FOLDER/cert.pem', '--key=FOLDER/key.pem'],
    file: 'cert.pem',
    rule: 'kind: secrets',
  },
  {
    what: 'a ConfigMap',
    create: ['configmap', 'one', '--from-file=both.pem=FOLDER/both.pem'],
    file: 'both.pem',
    rule: 'kind: configmaps, keys: ["/^.*\\\\.pem$/"]',
  },
  {
    what: 'binaryData of a ConfigMap',
    create: ['configmap', 'one', '--from-file=c.der=FOLDER/c.der'],
    file: 'c.der',
    rule: 'kind: configmaps, keys: ["*.der"]',
  },
  generic('PEM under any key', 'both.pem', 'keys: ["*"]'),
  generic('DER', 'c.der', 'keys: [c.der]'),
  generic('a CRL', 'l.crl', 'keys: ["/[.]crl$/"]'),
  generic('PKCS#12, its passphrase beside it', 'a.p12', 'keys: ["*.p12"], passphrase_key: password', beside),
  generic('PKCS#12 of RC2', 'rc2.p12', 'keys: ["*.p12"], passphrase_key: password', beside),
  generic('PKCS#12 without a passphrase', 'empty.pfx', 'keys: ["*.pfx"]'),
  generic(
    'PKCS#12, its passphrase in a Secret of another namespace',
    'trust.p12',
    'keys: ["*.p12"], passphrase_secret: { namespace: VAULT, name: passphrase, key: of-stores }',
  ),
  generic('JKS, its passphrase beside it', 'k.jks', 'keys: ["*.jks"], passphrase_key: password', beside),
  generic('JCEKS, its passphrase beside it', 't.jceks', 'keys: ["*"], passphrase_key: password', beside),
];

describe.skipIf(rivalToolsMissing('what other exporters read out of objects'))(
  'what other exporters of certificates read out of objects',
  () => {
    let folder: string;
    let server: ApiServer;
    let vault: string;

    beforeAll(async () => {
      folder = makeRivalInputs();
      server = await startApiServer();
      vault = await server.namespace();
      const secret = ['create', 'secret', 'generic', 'passphrase', `--from-literal=of-stores=${STOREPASS}`];
      server.kubectl([...secret, `--namespace=${vault}`]);
    }, SLOW);
    afterAll(async () => {
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    }, SLOW);

    it.each(OBJECTS)(
      '$what: with the expiry that its tool prints',
      async ({ create, file, rule }) => {
        const namespace = await server.namespace();
        const args = create.map((arg) => arg.replace('FOLDER', folder));
        server.kubectl(['create', ...args, `--namespace=${namespace}`]);
        const written = rule.replace('VAULT', vault);
        const { collect } = followReal(server, `objects: [{ ${written}, namespaces: [${namespace}] }]`);
        const { certificates, revocationLists = [], problems, complete } = await collect();
        expect({ problems, complete }).toEqual({ problems: [], complete: true });
        const found = [
          ...certificates.map(({ certificate }) => certificate.notAfter),
          ...revocationLists.map(({ revocationList }) => revocationList.nextUpdate ?? 0),
        ];
        const expected = RIVAL_INPUTS.find((input) => input.file === file)?.ends(folder) ?? [];
        expect(expected.length).toBeGreaterThan(0);
        expect(found.toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b));
      },
      SLOW,
    );
  },
);
