import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { Auditing } from '../../src/app/auditing.ts';
import { trustOnce } from '../../src/app/trust-once.ts';
import { parseConfig } from '../../src/config/load.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { rootTree } from '../support/root-tree.ts';

const ca = (subject: string): string => createCertificate({ subject, isAuthority: true }).pem;
const configOf = (yaml: string, root: string) => resolveConfig(parseConfig(yaml, 'config.yml'), { root });

function begun() {
  const { log, lines } = recordedLog();
  const auditing = new Auditing(log, trustOnce);
  onTestFinished(() => auditing.stop());
  const bundles = () => auditing.state?.bundles.map(({ path, anchors }) => ({ path, anchors }));
  return { auditing, bundles, lines };
}

it('audits at once and says so', async () => {
  const { auditing, bundles, lines } = begun();
  expect(auditing.state).toBeUndefined();
  await auditing.use(configOf('trust: {}', rootTree({ '/etc/ssl/cert.pem': ca('A') })));
  await vi.waitFor(() => expect(bundles()).toEqual([{ path: '/etc/ssl/cert.pem', anchors: 1 }]));
  expect(lines).toMatchObject([{ msg: 'First audit of trust complete', bundles: 1, critical: 0, high: 0 }]);
});

it('audits again, tells of a sudden loss, and of each finding once', async () => {
  const { auditing, bundles, lines } = begun();
  const many = Array.from({ length: 12 }, (_, index) => ca(`Root ${index}`));
  const root = rootTree({ '/etc/ssl/cert.pem': many.join('') });
  await auditing.use(configOf('trust: { interval: 1s }', root));
  await vi.waitFor(() => expect(bundles()).toMatchObject([{ anchors: 12 }]));
  writeFileSync(join(root, 'etc/ssl/cert.pem'), many.slice(0, 5).join(''));
  const shrunk = () => auditing.state?.bundles[0]?.findings.find(({ check }) => check === 'shrunk');
  await vi.waitFor(() => expect(shrunk()).toMatchObject({ level: 'high' }), { timeout: 20_000 });
  const state = auditing.state;
  await vi.waitFor(() => expect(auditing.state).not.toBe(state), { timeout: 20_000 });
  expect(lines.filter(({ msg }) => msg === 'Finding about trust')).toMatchObject([
    { path: '/etc/ssl/cert.pem', check: 'shrunk', level: 'high' },
  ]);
});

it('goes on with what it found until a new configuration has been looked at, and forgets it where none is asked for', async () => {
  const { auditing, bundles } = begun();
  const root = rootTree({ '/etc/ssl/cert.pem': ca('A'), '/opt/b.pem': ca('B') });
  await auditing.use(configOf('trust: {}', root));
  await vi.waitFor(() => expect(bundles()).toHaveLength(1));
  await auditing.use(configOf('trust: { bundles: [/opt/b.pem] }', root));
  expect(bundles()).not.toBeUndefined();
  await vi.waitFor(() => expect(bundles()).toHaveLength(2));
  await auditing.use(configOf('sources: []', root));
  expect(auditing.state).toBeUndefined();
});
