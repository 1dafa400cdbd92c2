import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { startExporter } from '../support/bundle.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { recordedTerminal } from '../support/recorded-terminal.ts';
import { rootTree, type TreeEntry } from '../support/root-tree.ts';
import { temporaryFile } from '../support/temporary-file.ts';

const DAY = 86_400;
const now = Math.floor(Date.now() / 1000);

const renewed = createCertificate({ subject: 'Corp Root', isAuthority: true }).pem;
const expired = createCertificate({
  subject: 'Corp Root',
  isAuthority: true,
  notBefore: now - 900 * DAY,
  notAfter: now - DAY,
}).pem;
const other = createCertificate({ subject: 'Other Root', isAuthority: true }).pem;

/** Milliseconds: on a busy machine an audit takes long, and ten times as long nothing is audited out of turn. */
const PATIENCE = 300_000;

const BUNDLE = '/srv/roots/ca.pem';

const replace = (root: string, path: string, make: (file: string) => void): void => {
  make(join(root, `${path}.new`));
  renameSync(join(root, `${path}.new`), join(root, path));
};

const CHANGES: Readonly<
  Record<
    string,
    { readonly tree: Readonly<Record<string, TreeEntry>>; readonly renew: (root: string) => void }
  >
> = {
  'a file renamed over it': {
    tree: { [BUNDLE]: other + expired },
    renew: (root) => replace(root, BUNDLE, (file) => writeFileSync(file, other + renewed)),
  },
  'a write in place': {
    tree: { [BUNDLE]: other + expired },
    renew: (root) => writeFileSync(join(root, BUNDLE), other + renewed),
  },
  'the ..data of a Kubernetes volume': {
    tree: {
      '/srv/roots/..1/ca.pem': other + expired,
      '/srv/roots/..data': { link: '..1' },
      [BUNDLE]: { link: '..data/ca.pem' },
    },
    renew: (root) => {
      mkdirSync(join(root, 'srv/roots/..2'));
      writeFileSync(join(root, 'srv/roots/..2/ca.pem'), other + renewed);
      replace(root, '/srv/roots/..data', (file) => symlinkSync('..2', file));
    },
  },
};

/** An exporter that audits in turn once a day, told of a root that is renewed in a certain way; what it says at the end. */
async function sees(change: keyof typeof CHANGES): Promise<string[]> {
  const { tree, renew } = CHANGES[change] ?? { tree: {}, renew: () => undefined };
  const root = rootTree({ ...tree, '/srv/other.pem': other + renewed });
  const trust = { interval: '1d', drift: [{ left: BUNDLE, right: '/srv/other.pem' }] };
  const config = temporaryFile('config.yml', JSON.stringify({ root, sources: [], trust }));
  const exporter = await startExporter([`--config.file=${config}`]);
  const metrics = async (): Promise<string> => (await fetch(`${exporter.url}/metrics`)).text();
  const shows = (findings: number, drift: number): Promise<void> =>
    vi.waitFor(
      async () => {
        const text = await metrics();
        const found = text.match(/^tls_trust_bundle_findings\{.*check="expired",level="high"\} 1$/gm) ?? [];
        expect(found).toHaveLength(findings);
        expect(text).toMatch(new RegExp(`^tls_trust_bundle_drift\\{.*side="only_left"\\} ${drift}$`, 'm'));
      },
      { timeout: PATIENCE, interval: 250 },
    );
  await shows(1, 1);
  renew(root);
  await shows(0, 0);
  const status = await exporter.end('SIGTERM');
  const said = exporter.lines.filter((line) => line.includes('What was audited has changed'));
  return [
    `status ${status}`,
    ...said.map((line) => /path=(\S+)/.exec(line)?.[1]?.slice(root.length) ?? line),
  ];
}

it(
  'the exporter as it is shipped sees a root renewed in a bundle long before the next audit in turn',
  async () => {
    const seen = await Promise.all(Object.keys(CHANGES).map(async (change) => [change, await sees(change)]));
    expect(Object.fromEntries(seen)).toEqual({
      'a file renamed over it': ['status 0', BUNDLE],
      'a write in place': ['status 0', BUNDLE],
      'the ..data of a Kubernetes volume': ['status 0', '/srv/roots/..data'],
    });
  },
  3 * PATIENCE,
);

it(
  'the exporter as it is shipped sees what the command rotate has put in the place of a bundle',
  async () => {
    const folder = rootTree({ '/app.pem': other + expired, '/corp.pem': other + renewed });
    const [bundle, fresh] = [join(folder, 'app.pem'), join(folder, 'corp.pem')];
    const config = temporaryFile(
      'config.yml',
      JSON.stringify({
        sources: [],
        trust: { interval: '1d', bundles: [bundle], drift: [{ left: fresh, right: bundle }] },
        rotation_directory: join(folder, 'rotation'),
        rotation: [{ name: 'app', target: bundle, content: { file: fresh }, gate: { min_share: 0 } }],
      }),
    );
    const exporter = await startExporter([`--config.file=${config}`]);
    const shows = (findings: number, drift: number): Promise<void> =>
      vi.waitFor(
        async () => {
          const text = await (await fetch(`${exporter.url}/metrics`)).text();
          const found = `tls_trust_bundle_findings{path="${bundle}",check="expired",level="high"} 1\n`;
          expect(text.split(found)).toHaveLength(1 + findings);
          expect(text).toContain(
            `tls_trust_bundle_drift{left="${fresh}",right="${bundle}",side="only_right"} ${drift}\n`,
          );
        },
        { timeout: PATIENCE, interval: 250 },
      );
    await shows(1, 1);
    const terminal = recordedTerminal();
    expect(await run(['rotate', '--config.file', config], terminal)).toBe(0);
    expect(terminal.out()).toContain('rotated');
    await shows(0, 0);
    expect(await exporter.end('SIGTERM')).toBe(0);
  },
  3 * PATIENCE,
);
