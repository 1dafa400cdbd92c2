import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { PresetName } from '../../src/config/presets.ts';
import { PRESET_TREES } from '../support/preset-trees.ts';
import { rootTree } from '../support/root-tree.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');

/** Mounting needs rights that not everybody has; CI does. */
const CAN_MOUNT =
  process.env['CI'] !== undefined || spawnSync('unshare', ['-m', 'true'], { stdio: 'ignore' }).status === 0;
if (!CAN_MOUNT) process.stderr.write('\nSKIPPED: presets on / itself, which needs to mount as root.\n\n');

/** Mounts the folders of a tree over those of the host, for this process and its children alone. */
const AS_ROOT = `set -e; tree=$1; shift
for folder in etc var/lib; do if [ -e "$tree/$folder" ]; then mount --bind "$tree/$folder" "/$folder"; fi; done
exec "$@"`;

// A program is started for each; nothing depends on how fast.
vi.setConfig({ testTimeout: 60_000 });

interface Found {
  readonly path: string;
  readonly entry?: string;
  readonly source: string;
  readonly subject: string;
}

function check(wrapper: readonly string[], ...flags: string[]) {
  const [program = '', ...args] = [
    ...wrapper,
    process.execPath,
    MAIN,
    'check',
    '--output=json',
    '--within=0s',
    ...flags,
  ];
  // Node.js would complain of a bundle that has gone with the host's /etc.
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: '' };
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env });
  expect(stderr).toBe('');
  const answer = JSON.parse(stdout) as { certificates: Found[]; problems: { reason: string }[] };
  const lines = answer.certificates.map(({ path, entry, subject }) =>
    [path, entry, subject.slice(3)].filter(Boolean).join(' '),
  );
  const sources = [...new Set(answer.certificates.map(({ source }) => source))];
  return { status, problems: answer.problems, lines: lines.toSorted(), sources };
}

describe('check --preset', () => {
  const onRoot: readonly PresetName[] = ['letsencrypt', 'cert-manager-csi', 'kubeadm', 'k3s', 'openshift'];

  it.runIf(CAN_MOUNT).each(onRoot)('%s on the file system itself', (preset) => {
    const { tree, finds } = PRESET_TREES[preset];
    const wrapper = ['unshare', '-m', 'sh', '-c', AS_ROOT, 'sh', rootTree(tree)];
    expect(check(wrapper, `--preset=${preset}`)).toEqual({
      status: 0,
      problems: [],
      lines: finds,
      sources: [preset],
    });
  });

  it('takes several, on a mounted host, and says which is not there', () => {
    const { kubeadm, letsencrypt } = PRESET_TREES;
    const root = rootTree({ ...kubeadm.tree, ...letsencrypt.tree });
    const flags = ['kubeadm', 'letsencrypt', 'talos', 'rke2'].map((name) => `--preset=${name}`);
    const { status, problems, sources } = check([], `--root=${root}`, ...flags);
    expect(status).toBe(1);
    expect(sources.toSorted()).toEqual(['kubeadm', 'letsencrypt', 'talos']);
    expect(problems).toMatchObject([{ source: 'rke2', reason: 'no_match' }]);
  });
});
