import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { ClusterError } from '../cluster-error.ts';

/** A mapping of a kubeconfig, whose values are not checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** The three entries that a context puts together. */
export interface KubeconfigEntries {
  readonly cluster: Fields;
  readonly user: Fields;
  readonly namespace: string | undefined;
}

/**
 * Reads a kubeconfig and finds what its context names. Nothing of the file but the names of entries is ever repeated
 * in a message: it holds tokens and keys.
 * @param context undefined: its `current-context`
 * @throws ClusterError
 */
export function readKubeconfig(path: string, context: string | undefined): KubeconfigEntries {
  const config = parse(path);
  const name = context ?? text(config['current-context']);
  if (name === undefined || name === '') {
    throw new ClusterError(`The kubeconfig ${path} has no current-context: name a context.`);
  }
  const chosen = entry(config, path, 'contexts', 'context', name);
  const clusterName = text(chosen['cluster']) ?? '';
  const userName = text(chosen['user']) ?? '';
  return {
    cluster: entry(config, path, 'clusters', 'cluster', clusterName),
    // A context without a user asks anonymously, as kubectl does.
    user: userName === '' ? {} : entry(config, path, 'users', 'user', userName),
    namespace: text(chosen['namespace']),
  };
}

function parse(path: string): Fields {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ClusterError(
      `Cannot read the kubeconfig ${path}: ${(cause as NodeJS.ErrnoException).code ?? 'unknown error'}.`,
      { cause },
    );
  }
  const config = parseYaml(content, path);
  if (!isFields(config)) throw new ClusterError(`The kubeconfig ${path} is no mapping.`);
  return config;
}

function parseYaml(content: string, path: string): unknown {
  const lineCounter = new LineCounter();
  let line: number | undefined;
  try {
    const document = parseDocument(content, { prettyErrors: false, lineCounter, logLevel: 'silent' });
    const [error] = document.errors;
    if (error === undefined) return document.toJS();
    line = lineCounter.linePos(error.pos[0]).line;
  } catch {
    // Aliases that stand for more than there can be, or nesting that the stack does not hold.
    throw new ClusterError(`The kubeconfig ${path} is nested too deeply, or has too many aliases.`);
  }
  throw new ClusterError(`The kubeconfig ${path} is not YAML: line ${line}.`);
}

function entry(config: Fields, path: string, list: string, field: string, name: string): Fields {
  const entries = config[list];
  const found = (Array.isArray(entries) ? entries : []).find(
    (candidate: unknown) => isFields(candidate) && candidate['name'] === name,
  ) as Fields | undefined;
  const value = found?.[field];
  if (isFields(value)) return value;
  // A user that needs nothing may be written as null.
  if (found !== undefined && value == null) return {};
  const named = (Array.isArray(entries) ? entries : [])
    .map((candidate: unknown) => (isFields(candidate) ? text(candidate['name']) : undefined))
    .filter((candidate) => candidate !== undefined);
  throw new ClusterError(
    `The kubeconfig ${path} has no ${field} ${JSON.stringify(name)}; it has ${named.length === 0 ? 'none' : named.map((known) => JSON.stringify(known)).join(', ')}.`,
  );
}

/** Whether a value is a mapping. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value that is text and not empty. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
