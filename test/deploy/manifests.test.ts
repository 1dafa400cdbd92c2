import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configMapOf, objectsIn, objectsOf, theOne } from '../support/helm.ts';
import type { Json } from '../support/kubernetes/api-server.ts';
import { kubernetesProgram } from '../support/kubernetes/kubernetes-programs.ts';
import { MANIFEST_NAMES, manifestPaths, renderManifest } from '../support/manifests.ts';
import { programMissing, runProgram } from '../support/programs.ts';

const DEPLOY = join(import.meta.dirname, '../../deploy');

const kustomize = (folder: string): Json[] => {
  const { status, stdout, stderr } = runProgram(kubernetesProgram('kubectl'), [
    'kustomize',
    join(DEPLOY, 'kustomize', folder),
  ]);
  if (status !== 0) throw new Error(stderr);
  return objectsIn(stdout);
};

const key = ({ kind, metadata }: Json): string => `${kind} ${metadata.namespace} ${metadata.name}`;
const inOrder = (objects: readonly Json[]): Json[] => objects.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));

describe.skipIf(programMissing('helm'))('the plain manifests', () => {
  it.each(MANIFEST_NAMES.flatMap((name) => manifestPaths(name).map((path) => [name, path] as const)))(
    'of %s are what the chart makes: %s',
    async (name, path) => {
      await expect(renderManifest(name)).toMatchFileSnapshot(path);
    },
  );

  it('of the rotation are what the chart makes, but for what only Helm reads', () => {
    const plain = objectsIn(readFileSync(join(DEPLOY, 'manifests/rotate-cronjob.yaml'), 'utf8'));
    const made = objectsOf('rotation');
    expect(inOrder(made).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(
      inOrder(plain).map(({ kind, metadata }) => `${kind} ${metadata.name}`),
    );
    const specOf = (objects: readonly Json[]): Json[] =>
      inOrder(objects)
        .filter(({ kind }) => kind === 'CronJob')
        .map(({ spec }) => {
          const { template, ...job } = spec.jobTemplate.spec;
          const { containers, ...pod } = template.spec;
          const own = containers.map(({ imagePullPolicy: _policy, ...container }: Json) => container);
          return { ...spec, jobTemplate: { ...job, pod, containers: own } };
        });
    expect(specOf(made)).toEqual(specOf(plain));
  });
});

describe.skipIf(programMissing('kubectl'))('kustomize', () => {
  it.each(MANIFEST_NAMES)('takes %s as it is', (name) => {
    const [path = ''] = manifestPaths(name);
    expect(inOrder(kustomize(name))).toEqual(inOrder(objectsIn(readFileSync(path, 'utf8'))));
  });

  it('has in its base nodes and endpoints', () => {
    expect(inOrder(kustomize('base'))).toEqual(inOrder([...kustomize('nodes'), ...kustomize('endpoints')]));
  });

  it('changes namespace, image, presets and rights in the example, everywhere they are', () => {
    const objects = kustomize('example');
    const daemonSet = theOne(objects, 'DaemonSet');
    const [container] = daemonSet.spec.template.spec.containers;
    expect(container.image).toBe('registry.example.com/tls-cert-exporter:0.1.0');
    expect(container.args).toEqual(['--root=/host', '--config.file=/config/config.yml', '--preset=kubeadm']);
    expect(container.securityContext).toMatchObject({ runAsUser: 0, readOnlyRootFilesystem: true });
    expect(container.securityContext.runAsNonRoot).toBeUndefined();
    for (const { kind, metadata } of objects) {
      if (kind !== 'Namespace' && !kind.startsWith('ClusterRole'))
        expect(metadata.namespace).toBe('tls-monitoring');
    }
    expect(theOne(objects, 'ClusterRoleBinding').subjects[0].namespace).toBe('tls-monitoring');
    expect(configMapOf(objects, 'endpoints').data['config.yml']).toContain('www.example.com:443');
  });
});
