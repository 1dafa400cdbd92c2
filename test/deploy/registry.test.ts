import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { objectsIn, objectsOf, render, valuesFile } from '../support/helm.ts';
import type { Json } from '../support/kubernetes/api-server.ts';
import { kubernetesProgram } from '../support/kubernetes/kubernetes-programs.ts';
import { programMissing, runProgram } from '../support/programs.ts';

const ROOT = join(import.meta.dirname, '../..');
const DOCS = readFileSync(join(ROOT, 'docs/deployment.md'), 'utf8');
const COMMENT = /# Put your registry before the name, .*: docs\/deployment\.md#your-registry\n/;

const yamlFiles = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => join(folder, name));

/** The images of all containers, wherever they are. */
function imagesOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'image' && typeof value === 'string' ? [value] : imagesOf(value),
  );
}

/** The command of a block of the documentation up to the pipe, run in the checkout. */
function documented(command: RegExp): Json[] {
  const [text = ''] = command.exec(DOCS) ?? [];
  const path = `${dirname(kubernetesProgram('kubectl'))}:${process.env['PATH'] ?? ''}`;
  const script = `cd "$1" && PATH="$2" && ${text.replace(/ \| kubectl apply -f -$/, '')}`;
  const { status, stdout, stderr } = runProgram('sh', ['-ec', script, 'sh', ROOT, path]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return objectsIn(stdout);
}

it.each([...yamlFiles('deploy/manifests'), ...yamlFiles('deploy/kustomize')])(
  '%s says so wherever it names the image without a registry',
  (path) => {
    const places = readFileSync(join(ROOT, path), 'utf8').split(/^ +image: tls-cert-exporter:.*\n/m);
    for (const before of places.slice(0, -1)) expect(before).toMatch(new RegExp(`${COMMENT.source}$`));
  },
);

it('the documented line of sed gives every container of the manifests the registry', () => {
  const objects = documented(/^sed 's\|image: [^`]*kubectl apply -f -$/m);
  const images = imagesOf(objects);
  expect(images).toEqual(Array.from({ length: 2 }, () => 'registry.example.com/tls-cert-exporter:0.1.0'));
  expect(objects.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['DaemonSet', 'Deployment']));
});

describe.skipIf(programMissing('helm'))('the chart', () => {
  it.each([
    [[], 'tls-cert-exporter:0.1.0', false],
    [['--set=image.repository=team/exporter'], 'team/exporter:0.1.0', false],
    [['--set=image.registry=registry.example.com'], 'registry.example.com/tls-cert-exporter:0.1.0', true],
    [['--set=image.repository=registry.example.com/a/b'], 'registry.example.com/a/b:0.1.0', true],
    [['--set=image.repository=localhost/exporter'], 'localhost/exporter:0.1.0', true],
    [['--set=image.registry=registry:5000'], 'registry:5000/tls-cert-exporter:0.1.0', true],
    [['--set=global.imageRegistry=mirror.example.com'], 'mirror.example.com/tls-cert-exporter:0.1.0', true],
    [
      ['--set=global.imageRegistry=mirror.example.com', '--set=image.registry=registry.example.com'],
      'registry.example.com/tls-cert-exporter:0.1.0',
      true,
    ],
  ])('with %j runs %s; that names a registry: %s', (flags, image, named) => {
    for (const values of ['defaults', 'endpoints', 'rotation']) {
      const text = render(valuesFile(values), ...flags);
      const images = imagesOf(objectsIn(text));
      expect(images.length).toBeGreaterThan(0);
      expect(new Set(images)).toEqual(new Set([image]));
      expect(COMMENT.test(text)).toBe(!named);
    }
  });

  it('takes objects of one’s own as they are written', () => {
    const own = objectsOf('part-of-another').filter(({ metadata }) => metadata.name === 'own');
    expect(own).toHaveLength(1);
    expect(own[0].data.text).toBe('{{ $labels.path }} is no template here');
  });
});
