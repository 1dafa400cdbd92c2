import { spawnSync } from 'node:child_process';
import { renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { PresetName } from '../../src/config/presets.ts';
import { builtBundle, startExporter } from '../support/bundle.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { parseSamples } from '../support/exposition.ts';
import { PRESET_TREES } from '../support/preset-trees.ts';
import { createRevocationList } from '../support/revocation-list-factory.ts';
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
  const onRoot: readonly PresetName[] = [
    'letsencrypt',
    'cert-manager-csi',
    'kubeadm',
    'k3s',
    'k0s',
    'openshift',
  ];

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

describe('serve --preset', () => {
  it('shows a rotated certificate at the kubeconfig that names it, and a list beside it', async () => {
    const root = rootTree({
      ...PRESET_TREES.kubeadm.tree,
      'etc/kubernetes/pki/front-proxy.crt': createRevocationList({ number: 7 }).pem,
    });
    await builtBundle();
    const flags = [`--root=${root}`, '--preset=kubeadm', '--scan.interval=1s'];
    const { url } = await startExporter(flags);
    const scrape = async (): Promise<string> => (await fetch(`${url}/metrics`)).text();
    const labels = 'source="kubeadm",path="/etc/kubernetes/kubelet.conf",entry="user/user",role="leaf"';
    const client = async (): Promise<string> =>
      vi.waitFor(
        async () => {
          const line = (await scrape())
            .split('\n')
            .find((each) => each.startsWith(`tls_cert_info{${labels}`));
          expect(line).toBeDefined();
          return line ?? '';
        },
        { timeout: 30_000, interval: 50 },
      );
    const before = await client();
    const text = await scrape();
    expect(text).toContain(
      'tls_crl_next_update_timestamp_seconds{source="kubeadm",path="/etc/kubernetes/pki/front-proxy.crt",issuer="CN=Example CA",position="0"} ',
    );
    expect(text).toContain('tls_cert_source_up{source="kubeadm",type="preset"} 1');
    const series = parseSamples(text).map(({ name, labels: all }) => JSON.stringify([name, all]));
    expect(new Set(series).size).toBe(series.length);

    const pki = join(root, 'var/lib/kubelet/pki');
    const { pem, privateKeyPem } = createCertificate({ subject: 'leaf' });
    writeFileSync(join(pki, 'kubelet-client-2026-11-22-00-00-00.pem'), pem + privateKeyPem);
    symlinkSync('kubelet-client-2026-11-22-00-00-00.pem', join(pki, '..new'));
    renameSync(join(pki, '..new'), join(pki, 'kubelet-client-current.pem'));
    await vi.waitFor(async () => expect(await client()).not.toBe(before), { timeout: 30_000, interval: 50 });
  });
});
