import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { objectsOf, theOne } from '../support/helm.ts';
import { type ApiServer, type Json, startApiServer } from '../support/kubernetes/api-server.ts';
import { apiServerMissing } from '../support/kubernetes/kubernetes-programs.ts';
import { programMissing, runProgram } from '../support/programs.ts';
import { temporaryFile } from '../support/temporary-file.ts';

const ACCOUNT = 'tls-cert-exporter-endpoints';
const FIXTURES = ['endpoints', 'namespaces', 'patterns', 'shards', 'kubeconfig'] as const;

/** The rights that a fixture asks for: where, what, which names. */
function rightsOf(name: string): string[] {
  return objectsOf(name)
    .filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole')
    .flatMap(({ metadata, rules }) =>
      rules.map(({ apiGroups, resources, resourceNames, verbs }: Json) =>
        [metadata.namespace ?? '*', ...apiGroups, ...resources, resourceNames ?? 'all', verbs].join(' '),
      ),
    );
}

describe.skipIf(programMissing('helm'))('the rights of the endpoints', () => {
  it('are a Role in each namespace where all are written out, and nothing of the cluster', () => {
    expect(rightsOf('namespaces')).toEqual([
      'bank  secrets all list,watch',
      'shop  configmaps more-roots,roots list,watch',
      'shop  secrets all list,watch',
      'vault  secrets keystore-passphrase list,watch',
    ]);
  });

  it('are a ClusterRole where namespaces are patterns, selected, or not said', () => {
    expect(rightsOf('patterns')).toEqual([
      '* apiregistration.k8s.io apiservices all list,watch',
      '* certificates.k8s.io certificatesigningrequests all list,watch',
      '*  configmaps all list,watch',
      '* apiextensions.k8s.io customresourcedefinitions all list,watch',
      '* admissionregistration.k8s.io mutatingwebhookconfigurations all list,watch',
      '*  namespaces all list,watch',
      '*  secrets all list,watch',
      '* admissionregistration.k8s.io validatingwebhookconfigurations all list,watch',
    ]);
    expect(rightsOf('shards')).toEqual(['*  secrets all list,watch']);
  });

  it.each([
    ['kubeconfig', []],
    ['monitoring', []],
  ])('are none where this cluster is not read, and no token is there: %s', (name, none) => {
    expect(rightsOf(name)).toEqual(none);
    const { spec } = theOne(objectsOf(name), 'Deployment').spec.template;
    expect(spec.automountServiceAccountToken).toBe(false);
  });

  it('are somebody else’s affair with rbac.create=false', () => {
    const kinds = objectsOf('endpoints', '--set=endpoints.rbac.create=false').map(({ kind }) => kind);
    expect(kinds.filter((kind) => /Role/.test(kind))).toEqual([]);
  });
});

describe.skipIf(apiServerMissing('rights against a real API server') || programMissing('helm'))(
  'at a real API server the exporter, with the rights that the chart gives it',
  () => {
    let server: ApiServer;
    beforeAll(async () => {
      server = await startApiServer();
      for (const name of ['monitoring', 'shop', 'bank', 'vault'])
        server.kubectl(['create', 'namespace', name]);
      await server.serviceAccount('monitoring', ACCOUNT);
      await server.serviceAccount('monitoring', 'tls-endpoints');
    });
    afterAll(() => server?.stop());

    /** What it may not do, told by the exporter itself as that ServiceAccount. */
    async function denied(objects: readonly Json[]): Promise<string[]> {
      const account = theOne(objects, 'ServiceAccount').metadata.name;
      const token = await server.serviceAccountToken('monitoring', account);
      const { sources } = parse(theOne(objects, 'ConfigMap').data['config.yml']);
      const config = {
        sources: sources.map((source: Json) => ({ ...source, kubeconfig: server.kubeconfig({ token }) })),
      };
      const file = temporaryFile('config.yml', stringify(config));
      const argv = ['src/main.ts', 'check', `--config.file=${file}`, '--output=json'];
      const { stdout, stderr } = runProgram(process.execPath, argv);
      if (!stdout.startsWith('{')) throw new Error(stderr);
      return JSON.parse(stdout)
        .problems.filter(({ reason }: Json) => reason === 'permission_denied')
        .map(({ detail }: Json) => detail);
    }

    it.each(FIXTURES.filter((name) => name !== 'kubeconfig'))(
      'is refused nothing: %s',
      async (name) => {
        const objects = objectsOf(name);
        const rights = objects.filter(({ kind }) => /Role/.test(kind));
        expect(await denied(objects)).not.toEqual([]);
        const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: rights });
        server.kubectl(['apply', '-f', '-'], list);
        expect(await denied(objects)).toEqual([]);
        server.kubectl(['delete', '-f', '-'], list);
      },
      120_000,
    );

    it('may do nothing but that', () => {
      const list = objectsOf('namespaces').filter(({ kind }) => /Role/.test(kind));
      server.kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: list }));
      const may = (...what: readonly string[]): string => {
        const args = ['auth', 'can-i', `--as=system:serviceaccount:monitoring:${ACCOUNT}`, ...what];
        try {
          return server.kubectl(args).trim();
        } catch {
          return 'no';
        }
      };
      expect(may('list', 'secrets', '-n', 'shop')).toBe('yes');
      expect(may('get', 'secrets', '-n', 'shop')).toBe('no');
      expect(may('list', 'secrets', '-n', 'vault')).toBe('no');
      expect(may('list', 'secrets/keystore-passphrase', '-n', 'vault')).toBe('yes');
      expect(may('list', 'secrets', '-n', 'monitoring')).toBe('no');
      expect(may('list', 'secrets', '--all-namespaces')).toBe('no');
      expect(may('delete', 'configmaps', '-n', 'shop')).toBe('no');
    });
  },
);
