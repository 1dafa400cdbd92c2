import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectOnce } from '../../src/app/once.ts';
import { parseConfig } from '../../src/config/load.ts';
import { PRESET_NAMES, type PresetName } from '../../src/config/presets.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { PRESET_TREES } from '../support/preset-trees.ts';
import { rootTree } from '../support/root-tree.ts';

async function look(preset: PresetName, root: string) {
  const { sources } = await collectOnce(
    resolveConfig(undefined, { root, presets: [preset] }),
    () => undefined,
  );
  const [state] = sources;
  if (state === undefined) throw new Error('no source');
  const found = state.certificates.map(({ location, certificate }) =>
    [location.path, location.entry, certificate.subject.slice(3)].filter(Boolean).join(' '),
  );
  return { state, found: found.toSorted() };
}

describe.each(PRESET_NAMES)('the preset %s', (preset) => {
  const { tree, finds } = PRESET_TREES[preset];

  it('finds what is in use on such a host, and nothing of the past', async () => {
    const { state, found } = await look(preset, rootTree(tree));
    expect(state.problems).toEqual([]);
    expect(found).toEqual(finds);
    expect(state).toMatchObject({ source: preset, type: 'preset', lastCollection: { up: true } });
  });

  it('has one problem where nothing of it is there', async () => {
    const { state } = await look(preset, rootTree({ 'etc/hostname': 'node' }));
    expect(state.problems).toEqual([
      {
        reason: 'no_match',
        detail: expect.stringContaining(`of the preset ${preset} is there: /`),
        location: {},
      },
    ]);
    expect(state.lastCollection?.up).toBe(true);
  });

  it('minds no place that is missing while another is there', async () => {
    const [first = ''] = finds;
    const root = rootTree(tree);
    const kept = first.split(' ')[0] ?? '';
    for (const other of new Set(finds.map((line) => line.split(' ')[0] ?? ''))) {
      if (other !== kept && !other.startsWith('/var/lib/kubelet/pki')) rmSync(join(root, other));
    }
    const { state } = await look(preset, root);
    expect(state.problems.filter(({ reason }) => reason === 'no_match')).toEqual([]);
    expect(state.certificates.length).toBeGreaterThan(0);
  });
});

it('leaves out what is excluded, of files and kubeconfigs alike', async () => {
  const yaml = 'sources: [{ name: n, type: preset, preset: kubeadm, exclude: ["**/*.conf", "/var/lib/**"] }]';
  const file = parseConfig(yaml, 'test.yml');
  const config = resolveConfig(file, { root: rootTree(PRESET_TREES.kubeadm.tree) });
  const { sources } = await collectOnce(config, () => undefined);
  expect(sources[0]?.certificates.map(({ location }) => location.path).toSorted()).toEqual([
    '/etc/kubernetes/pki/apiserver.crt',
    '/etc/kubernetes/pki/ca.crt',
    '/etc/kubernetes/pki/etcd/server.crt',
  ]);
  expect(sources[0]).toMatchObject({ source: 'n', type: 'preset', problems: [] });
});

it('tells of a link to nothing, and of a kubeconfig that names nothing: those are there', async () => {
  const root = rootTree(PRESET_TREES.kubeadm.tree);
  rmSync(join(root, 'var/lib/kubelet/pki/kubelet-client-2026-01-01-00-00-00.pem'));
  const { state } = await look('kubeadm', root);
  expect(state.problems.map(({ reason, location }) => [reason, location.path, location.entry])).toEqual([
    ['not_found', '/var/lib/kubelet/pki/kubelet-client-current.pem', undefined],
    ['not_found', '/etc/kubernetes/kubelet.conf', 'user/user'],
  ]);
});
