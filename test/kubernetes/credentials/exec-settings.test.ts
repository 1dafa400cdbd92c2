import { expect, it } from 'vitest';
import { readExecSettings } from '../../../src/kubernetes/credentials/exec-settings.ts';

const V1 = 'client.authentication.k8s.io/v1';
const PATH = '/home/alice/.kube/config';

it.each([
  [
    { command: 'x' },
    'has the apiVersion ""; supported are client.authentication.k8s.io/v1 and client.authentication.k8s.io/v1beta1.',
  ],
  [{ apiVersion: 'client.authentication.k8s.io/v1alpha1', command: 'x' }, 'has the apiVersion "client.auth'],
  [{ apiVersion: V1 }, 'has no command.'],
  [
    { apiVersion: V1, command: 'x', interactiveMode: 'Always' },
    'wants a terminal (interactiveMode: Always), which there is none.',
  ],
  [{ apiVersion: V1, command: 'x', args: 'one' }, 'has args that are not a list of texts.'],
  [{ apiVersion: V1, command: 'x', args: [1] }, 'has args that are not a list of texts.'],
  [
    { apiVersion: V1, command: 'x', env: [{ value: 'x' }] },
    'has an env that is not a list of names and values.',
  ],
  [{ apiVersion: V1, command: 'x', env: ['A=b'] }, 'has an env that is not a list of names and values.'],
])('does not run %j', (exec, why) => {
  expect(() => readExecSettings(exec, PATH)).toThrow(`In the kubeconfig ${PATH}, exec ${why}`);
});

it.each([
  ['aws', 'aws'],
  ['./bin/plugin', '/home/alice/.kube/bin/plugin'],
  ['/usr/bin/plugin', '/usr/bin/plugin'],
])('finds the command %s', (command, expected) => {
  expect(readExecSettings({ apiVersion: V1, command, args: null, env: null }, PATH)).toEqual({
    apiVersion: V1,
    command: expected,
    args: [],
    environment: {},
    provideClusterInfo: false,
    installHint: undefined,
  });
});
