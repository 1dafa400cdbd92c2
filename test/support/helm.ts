import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Json } from './kubernetes/api-server.ts';
import { type ProgramResult, runProgram } from './programs.ts';

export const CHART = join(import.meta.dirname, '../../deploy/helm/tls-cert-exporter');

const VALUES = join(import.meta.dirname, '../deploy/values');

/** The Kubernetes that charts are rendered for, which is the one that tests run. */
export const KUBERNETES_VERSION = '1.31.4';

/** A file of values for tests: valid ones are rendered, invalid ones refused with the message of their first line. */
export interface ValuesFile {
  readonly name: string;
  readonly path: string;
  /** The comment of the first line. */
  readonly comment: string;
}

export function valuesFiles(folder: 'valid' | 'invalid'): ValuesFile[] {
  return readdirSync(join(VALUES, folder)).map((name) => {
    const path = join(VALUES, folder, name);
    const comment = /^# (.*)\n/.exec(readFileSync(path, 'utf8'))?.[1] ?? '';
    return { name: name.replace(/\.yaml$/, ''), path, comment };
  });
}

export const valuesFile = (name: string): string => join(VALUES, 'valid', `${name}.yaml`);

/** Runs Helm; what it says of the linked folders of the chart is left out. */
export function helm(...args: readonly string[]): ProgramResult {
  const result = runProgram('helm', args);
  return { ...result, stderr: result.stderr.replace(/^.*found symbolic link in path: .*\n/gm, '') };
}

/**
 * Renders the chart as the release `tls-cert-exporter` in the namespace `monitoring`.
 * @throws where Helm refuses, with what it said
 */
export function render(values: string, ...more: readonly string[]): string {
  const result = template(values, ...more);
  if (result.status !== 0) throw new Error(result.stderr);
  return result.stdout;
}

/** The same, whatever comes of it. */
export function template(values: string, ...more: readonly string[]): ProgramResult {
  const release = ['tls-cert-exporter', CHART, '--namespace=monitoring'];
  return helm('template', ...release, `--kube-version=${KUBERNETES_VERSION}`, `--values=${values}`, ...more);
}

/** The objects of rendered text. */
export function objectsIn(text: string): Json[] {
  return parseAllDocuments(text)
    .map((document) => {
      if (document.errors.length > 0) throw new Error(document.errors.join('\n'));
      return document.toJS();
    })
    .filter((object) => object !== null);
}

/** The objects that a file of values makes. */
export const objectsOf = (name: string, ...more: readonly string[]): Json[] =>
  objectsIn(render(valuesFile(name), ...more));

/** The one object of a kind. */
export function theOne(objects: readonly Json[], kind: string): Json {
  const found = objects.filter((object) => object.kind === kind);
  if (found.length !== 1) throw new Error(`there are ${found.length} of kind ${kind}`);
  return found[0];
}

/** The ConfigMap of a component; undefined where there is none. */
export function configMapOf(objects: readonly Json[], component: string): Json {
  return objects.find(
    ({ kind, metadata }) =>
      kind === 'ConfigMap' && metadata.labels['app.kubernetes.io/component'] === component,
  );
}
