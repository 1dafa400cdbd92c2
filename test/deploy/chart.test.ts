import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PRESET_NAMES } from '../../src/config/presets.ts';
import { VERSION } from '../../src/version.ts';
import {
  CHART,
  helm,
  KUBERNETES_VERSION,
  objectsIn,
  render,
  template,
  theOne,
  valuesFile,
  valuesFiles,
} from '../support/helm.ts';
import type { Json } from '../support/kubernetes/api-server.ts';
import { programMissing } from '../support/programs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const read = (name: string): string => readFileSync(join(CHART, name), 'utf8');
const schema: Json = JSON.parse(read('values.schema.json'));

const resolved = (node: Json): Json =>
  node.$ref === undefined ? node : schema.$defs[String(node.$ref).replace('#/$defs/', '')];

/** Forms of Kubernetes, which the chart passes on as they are. */
const PASSED_ON = ['resources', 'updateStrategy'];

/** The keys that a schema closes: those of every object that takes no others. */
function keysOf(node: Json, path: readonly string[] = []): string[] {
  const { additionalProperties, properties } = resolved(node);
  if (additionalProperties !== false || PASSED_ON.includes(path.at(-1) ?? '')) return [path.join('.')];
  return Object.entries(properties).flatMap(([key, value]) => keysOf(value, [...path, key]));
}

// Others are for other charts.
const globals = Object.keys(schema.properties.global.properties).map((key) => `global.${key}`);
const keys = keysOf(schema).flatMap((key) => (key === 'global' ? globals : [key]));

describe('the values of the chart', () => {
  it('have a row each in its README, and nothing else has', () => {
    const rows = read('README.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const documented = rows.flatMap((row) =>
      [...(row.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
    );
    expect(documented.toSorted()).toEqual(keys.toSorted());
  });

  it('all have a default in values.yaml', () => {
    const values: Json = parse(read('values.yaml'));
    const missing = keys.filter(
      (key) => key.split('.').reduce<Json>((value, part) => value?.[part], values) === undefined,
    );
    expect(missing).toEqual([]);
  });

  it('know every preset', () => {
    expect(schema.properties.nodes.properties.presets.items.enum).toEqual([...PRESET_NAMES]);
  });
});

it('is of the version of the exporter', () => {
  expect(parse(read('Chart.yaml'))).toMatchObject({ version: VERSION, appVersion: VERSION });
});

describe.skipIf(programMissing('helm'))('helm', () => {
  const valid = valuesFiles('valid');
  const invalid = valuesFiles('invalid');

  it.each(valid)('lints the chart with $name, strictly', ({ path }) => {
    const { status, stdout } = helm(
      'lint',
      '--strict',
      `--kube-version=${KUBERNETES_VERSION}`,
      `--values=${path}`,
      CHART,
    );
    expect({ status, warned: /\[(WARNING|ERROR)\].*/.exec(stdout)?.[0] }).toEqual({ status: 0 });
  });

  it.each(valid)('renders $name, the same each time', ({ path }) => {
    const text = render(path);
    expect(objectsIn(text).length).toBeGreaterThan(0);
    expect(render(path)).toBe(text);
    // What templates leave behind where a value is missing.
    expect(text).not.toMatch(/<no value>|%!|[ \t]$/m);
  });

  it.each(invalid)('refuses $name and says why', ({ path, comment }) => {
    const { status, stderr } = template(path);
    expect(status).not.toBe(0);
    expect(stderr).toContain(comment);
  });

  it('packs the rules and the dashboard into the chart, so that the package makes the same', () => {
    const folder = temporaryFolder();
    const { status, stderr } = helm('package', CHART, `--destination=${folder}`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const arguments_ = [
      'tls-cert-exporter',
      join(folder, `tls-cert-exporter-${VERSION}.tgz`),
      '--namespace=monitoring',
    ];
    for (const { path } of valid) {
      const { stdout } = helm(
        'template',
        ...arguments_,
        `--kube-version=${KUBERNETES_VERSION}`,
        `--values=${path}`,
      );
      expect(stdout).toBe(render(path));
    }
  });

  it('lets the Pod of `helm test` through to the endpoints, by the name of their Service', () => {
    const from = '--set-json=networkPolicy.from=[{"namespaceSelector":{}}]';
    const objects = objectsIn(render(valuesFile('endpoints'), from));
    const pod = theOne(objects, 'Pod');
    const peers = theOne(objects, 'NetworkPolicy').spec.ingress[0].from;
    expect(peers).toHaveLength(2);
    expect(pod.metadata.labels).toMatchObject(peers[1].podSelector.matchLabels);
    const { metadata, spec } = theOne(objects, 'Service');
    expect(pod.metadata.labels).not.toMatchObject(spec.selector);
    expect(pod.spec.containers[0].args).toEqual([
      'healthcheck',
      `--web.listen-address=${metadata.name}:${spec.ports[0].port}`,
    ]);
  });

  it('gives all objects the namespace of the release, and all of a kind names of their own', () => {
    for (const { path } of valid) {
      const objects = objectsIn(render(path));
      const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace} ${metadata.name}`);
      expect(new Set(names).size).toBe(names.length);
      for (const { kind, metadata } of objects) {
        if (kind.startsWith('ClusterRole')) expect(metadata.namespace).toBeUndefined();
        else if (!kind.startsWith('Role')) expect(metadata.namespace).toBe('monitoring');
      }
    }
  });
});
