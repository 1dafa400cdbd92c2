import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readKubeconfig } from '../../../src/kubernetes/credentials/kubeconfig.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function kubeconfig(content: string): string {
  const path = join(temporaryFolder(), 'config');
  writeFileSync(path, content);
  return path;
}

const CONFIG = `
clusters:
- {name: one, cluster: {server: "https://one"}}
- {name: two, cluster: {server: "https://two"}}
users:
- {name: alice, user: {token: hunter2}}
- {name: nobody, user: }
contexts:
- {name: a, context: {cluster: one, user: alice, namespace: shop}}
- {name: b, context: {cluster: two, user: nobody}}
- {name: c, context: {cluster: two}}
- {name: lost-cluster, context: {cluster: three, user: alice}}
- {name: lost-user, context: {cluster: one, user: bob}}
current-context: a
`;

it.each([
  ['a: [1\nb: hunter2', 'is not YAML: line '],
  ['hunter2', 'is no mapping.'],
  ['- hunter2', 'is no mapping.'],
  ['', 'is no mapping.'],
  ['apiVersion: v1', 'has no current-context: name a context.'],
  ['current-context: a', 'has no context "a"; it has none.'],
  ['current-context: a\ncontexts: hunter2', 'has no context "a"; it has none.'],
  ['current-context: a\ncontexts: [hunter2, {name: b}, {name: 1}]', 'has no context "a"; it has "b".'],
  [
    `x: &x [a,a,a,a,a,a,a,a,a,a]\ny: &y [${'*x,'.repeat(50)}]\nz: [${'*y,'.repeat(50)}]`,
    'is nested too deeply, or has too many aliases.',
  ],
])('says of %j what is wrong, and nothing that stands in it', (content, why) => {
  const path = kubeconfig(content);
  const said = (() => {
    try {
      readKubeconfig(path, undefined);
      return 'nothing';
    } catch (error) {
      return (error as Error).message;
    }
  })();
  expect(said).toContain(`The kubeconfig ${path} ${why}`);
  expect(said).not.toContain('hunter2');
});

it('does not fall over what is nested too deeply', () => {
  const path = kubeconfig(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  expect(() => readKubeconfig(path, undefined)).toThrow(
    expect.objectContaining({ name: 'ClusterError', message: expect.stringContaining(path) }),
  );
});

it('says which file is not there', () => {
  expect(() => readKubeconfig('/nowhere/config', undefined)).toThrow(
    'Cannot read the kubeconfig /nowhere/config: ENOENT.',
  );
});

it.each([
  ['d', 'has no context "d"; it has "a", "b", "c", "lost-cluster", "lost-user".'],
  ['lost-cluster', 'has no cluster "three"; it has "one", "two".'],
  ['lost-user', 'has no user "bob"; it has "alice", "nobody".'],
])('says what the context %s lacks', (context, why) => {
  const path = kubeconfig(CONFIG);
  expect(() => readKubeconfig(path, context)).toThrow(`The kubeconfig ${path} ${why}`);
});

it('finds what a context names', () => {
  const path = kubeconfig(CONFIG);
  expect(readKubeconfig(path, undefined)).toEqual({
    cluster: { server: 'https://one' },
    user: { token: 'hunter2' },
    namespace: 'shop',
  });
  expect(readKubeconfig(path, 'b')).toMatchObject({ cluster: { server: 'https://two' }, user: {} });
  expect(readKubeconfig(path, 'c')).toEqual({
    cluster: { server: 'https://two' },
    user: {},
    namespace: undefined,
  });
});
