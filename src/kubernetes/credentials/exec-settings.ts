import { dirname, resolve } from 'node:path';
import { ClusterError } from '../cluster-error.ts';
import { type Fields, isFields, text } from './kubeconfig.ts';

const API_VERSIONS = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];

/** A program that says who the user is: `exec` of a kubeconfig's user. */
export interface ExecSettings {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly provideClusterInfo: boolean;
  readonly installHint: string | undefined;
}

/**
 * Reads `exec`. A command with a slash is relative to the kubeconfig's folder, any other is looked for in PATH.
 * @throws ClusterError where it cannot be run
 */
export function readExecSettings(exec: Fields, path: string): ExecSettings {
  const where = `In the kubeconfig ${path}, exec`;
  const apiVersion = text(exec['apiVersion']) ?? '';
  if (!API_VERSIONS.includes(apiVersion)) {
    throw new ClusterError(
      `${where} has the apiVersion ${JSON.stringify(apiVersion)}; supported are ${API_VERSIONS.join(' and ')}.`,
    );
  }
  const command = text(exec['command']);
  if (command === undefined) throw new ClusterError(`${where} has no command.`);
  if (exec['interactiveMode'] === 'Always') {
    throw new ClusterError(`${where} wants a terminal (interactiveMode: Always), which there is none.`);
  }
  const args = exec['args'] ?? [];
  if (!Array.isArray(args) || !args.every((arg) => typeof arg === 'string')) {
    throw new ClusterError(`${where} has args that are not a list of texts.`);
  }
  return {
    apiVersion,
    command: command.includes('/') ? resolve(dirname(path), command) : command,
    args,
    environment: environmentOf(exec['env'], where),
    provideClusterInfo: exec['provideClusterInfo'] === true,
    installHint: text(exec['installHint']),
  };
}

function environmentOf(list: unknown, where: string): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const pair of Array.isArray(list) ? list : []) {
    const name = isFields(pair) ? text(pair['name']) : undefined;
    const value = isFields(pair) ? (pair['value'] ?? '') : undefined;
    if (name === undefined || typeof value !== 'string') {
      throw new ClusterError(`${where} has an env that is not a list of names and values.`);
    }
    environment[name] = value;
  }
  return environment;
}
