import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { Auditing } from '../../src/app/auditing.ts';
import { type TrustLook, trustOnce } from '../../src/app/trust-once.ts';
import { parseConfig } from '../../src/config/load.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { rootTree } from '../support/root-tree.ts';
import { trustReportOf } from '../support/trust-report.ts';

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
  await vi.waitFor(() => expect(bundles()).toEqual([{ path: '/etc/ssl/cert.pem', anchors: 1 }]), {
    timeout: 20_000,
  });
  expect(lines).toMatchObject([{ msg: 'First audit of trust complete', bundles: 1, critical: 0, high: 0 }]);
});

it('audits again, tells of a sudden loss, and of each finding once', async () => {
  const { auditing, bundles, lines } = begun();
  const many = Array.from({ length: 12 }, (_, index) => ca(`Root ${index}`));
  const root = rootTree({ '/etc/ssl/cert.pem': many.join('') });
  await auditing.use(configOf('trust: { interval: 1s }', root));
  await vi.waitFor(() => expect(bundles()).toMatchObject([{ anchors: 12 }]), { timeout: 20_000 });
  writeFileSync(join(root, 'etc/ssl/cert.pem'), many.slice(0, 5).join(''));
  const shrunk = () => auditing.state?.bundles[0]?.findings.find(({ check }) => check === 'shrunk');
  await vi.waitFor(() => expect(shrunk()).toMatchObject({ level: 'high' }), { timeout: 20_000 });
  const state = auditing.state;
  await vi.waitFor(() => expect(auditing.state).not.toBe(state), { timeout: 20_000 });
  expect(lines.filter(({ msg }) => msg === 'Finding about trust')).toMatchObject([
    { path: '/etc/ssl/cert.pem', check: 'shrunk', level: 'high' },
  ]);
});

it('gives each look what the one before saw in the places of processes, and says once what it may not look at', async () => {
  const { log, lines } = recordedLog();
  const looks: TrustLook[] = [];
  const contents = new Map([['key', { digest: 'd', changedAt: 1, seenAt: 2, bootedAt: 0 }]]);
  const auditing = new Auditing(log, async (look) => {
    looks.push(look);
    return { ...trustReportOf({}), processes: { looked: [], stale: [], hidden: 3, contents } };
  });
  onTestFinished(() => auditing.stop());
  await auditing.use(configOf('trust: { interval: 1s }', '/'));
  expect(auditing.interval).toBe(1);
  await vi.waitFor(() => expect(looks.length).toBeGreaterThan(2), { timeout: 20_000 });
  expect(looks.map((look) => look.contents).slice(0, 3)).toEqual([undefined, contents, contents]);
  expect(lines.filter(({ msg }) => String(msg).startsWith('Some processes may not'))).toMatchObject([
    { hidden: 3 },
  ]);
  const root = rootTree({});
  await auditing.use(configOf('trust: { interval: 1s }', root));
  const there = () => looks.filter((look) => look.root === root);
  await vi.waitFor(() => expect(there().length).toBeGreaterThan(0), { timeout: 20_000 });
  expect(there()[0]?.contents).toBeUndefined();
});

it('says once that a look at the processes was given up, and compares the next one with the last that was not', async () => {
  const { log, lines } = recordedLog();
  const looks: TrustLook[] = [];
  const contents = new Map([['key', { digest: 'd', changedAt: 1, seenAt: 2, bootedAt: 0 }]]);
  const auditing = new Auditing(log, async (look) => {
    looks.push(look);
    const processes = looks.length === 1 ? { looked: [], stale: [], hidden: 0, contents } : undefined;
    return { ...trustReportOf({}), processes };
  });
  onTestFinished(() => auditing.stop());
  await auditing.use(configOf('trust: { interval: 1s }', '/'));
  await vi.waitFor(() => expect(looks.length).toBeGreaterThan(3), { timeout: 20_000 });
  expect(looks[3]?.contents).toBe(contents);
  expect(lines.filter(({ msg }) => String(msg).startsWith('No process is to be seen any more'))).toHaveLength(
    1,
  );
});

it('goes on with what it found until a new configuration has been looked at, and forgets it where none is asked for', async () => {
  const { auditing, bundles } = begun();
  const root = rootTree({ '/etc/ssl/cert.pem': ca('A'), '/opt/b.pem': ca('B') });
  await auditing.use(configOf('trust: {}', root));
  await vi.waitFor(() => expect(bundles()).toHaveLength(1), { timeout: 20_000 });
  await auditing.use(configOf('trust: { bundles: [/opt/b.pem] }', root));
  expect(bundles()).not.toBeUndefined();
  await vi.waitFor(() => expect(bundles()).toHaveLength(2), { timeout: 20_000 });
  await auditing.use(configOf('sources: []', root));
  expect(auditing.state).toBeUndefined();
});
