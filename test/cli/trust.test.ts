import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { recordedTerminal } from '../support/recorded-terminal.ts';
import { rootTree, type TreeEntry } from '../support/root-tree.ts';
import { temporaryFile } from '../support/temporary-file.ts';

const DAY = 86_400;
const inDays = (days: number): number => Math.floor(Date.now() / 1000) + days * DAY;
const ca = (subject: string, days = 3650, more = {}): string =>
  createCertificate({ subject, isAuthority: true, notAfter: inDays(days), ...more }).pem;
const GOOD = ca('Good Root');

async function trust(...argv: string[]) {
  const terminal = recordedTerminal();
  const status = await run(['trust', ...argv], terminal);
  return { status, out: terminal.out(), err: terminal.err() };
}
const trustOf = (tree: Record<string, TreeEntry>, ...argv: string[]) =>
  trust('--root', rootTree(tree), ...argv);

/** As the packages of each distribution leave it. */
const SYSTEMS: [string, Record<string, TreeEntry>, string[]][] = [
  [
    'Debian',
    { '/etc/ssl/certs/ca-certificates.crt': GOOD, '/usr/share/ca-certificates/mozilla/good.crt': GOOD },
    ['/etc/ssl/certs/ca-certificates.crt', '/etc/ssl/certs'],
  ],
  [
    'RHEL',
    {
      '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem': `# Good Root\n${GOOD}`,
      '/etc/pki/tls/certs/ca-bundle.crt': { link: '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem' },
      '/etc/pki/tls/cert.pem': { link: '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem' },
      '/etc/ssl/certs': { link: '../pki/tls/certs' },
    },
    ['/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/certs'],
  ],
  [
    'Alpine',
    {
      '/etc/ssl/certs/ca-certificates.crt': GOOD,
      '/etc/ssl/cert.pem': { link: 'certs/ca-certificates.crt' },
    },
    ['/etc/ssl/certs/ca-certificates.crt', '/etc/ssl/certs'],
  ],
];

describe('trust', () => {
  it.each(SYSTEMS)('finds the bundles of %s, each once', async (_, tree, paths) => {
    const { status, out } = await trustOf(tree, '--output=json');
    const { bundles } = JSON.parse(out) as { bundles: { path: string; anchors: number }[] };
    expect(bundles.map(({ path, anchors }) => ({ path, anchors }))).toEqual(
      paths.map((path) => ({ path, anchors: 1 })),
    );
    expect(status).toBe(0);
  });

  it('has the keys of the contract', async () => {
    const pair = { '/etc/ssl/cert.pem': GOOD, '/a.pem': GOOD, '/b.pem': ca('Late', -1) };
    const config = temporaryFile('config.yml', 'trust: { drift: [{ left: /a.pem, right: /b.pem }] }');
    const { out } = await trustOf(pair, '--output=json', '--config.file', config);
    const hex = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(JSON.parse(out)).toEqual({
      runtimes: [
        {
          runtime: 'go',
          installation: 'any',
          path: expect.any(String),
          paths: expect.arrayContaining(['/etc/ssl/cert.pem']),
          rule: 'first_found+default_folders',
          anchors: 1,
          usable: true,
          detail: '',
        },
        expect.objectContaining({ runtime: 'rustls', anchors: 1 }),
      ],
      bundles: [
        expect.objectContaining({ path: '/etc/ssl/cert.pem' }),
        { path: '/a.pem', sha256: hex, anchors: 1, reference: null, findings: [] },
        {
          path: '/b.pem',
          sha256: hex,
          anchors: 1,
          reference: null,
          findings: [
            {
              check: 'no_usable_anchors',
              level: 'critical',
              detail: expect.any(String),
              subject: null,
              fingerprint_sha256: null,
            },
            {
              check: 'expired',
              level: 'high',
              detail: expect.any(String),
              subject: 'CN=Late',
              fingerprint_sha256: hex,
            },
          ],
        },
      ],
      drift: [{ left: '/a.pem', right: '/b.pem', only_left: [hex], only_right: [hex] }],
      reference: {
        anchors: expect.any(Number),
        date: expect.stringMatching(/T00:00:00Z$/),
        distrust_date: expect.stringMatching(/T00:00:00Z$/),
      },
      processes: null,
    });
  });

  it('says in words what is wrong, where, and what to do', async () => {
    const { status, out } = await trustOf({ '/etc/ssl/cert.pem': GOOD + GOOD.slice(0, 100) });
    expect(status).toBe(1);
    expect(out).toMatch(/^\/etc\/ssl\/cert\.pem {2}1 anchor$/m);
    expect(out).toContain('  CRITICAL  damaged_block: A block is cut off or broken.');
    expect(out).toContain(`    the block at byte ${GOOD.length} has no END line: OpenSSL`);
    expect(out).toMatch(/^1 bundle: 1 finding at high or above; the reference set has \d+ roots, of 2026-/m);
  });

  it('shows both sides of a drift by subject', async () => {
    const config = temporaryFile('config.yml', 'trust: { drift: [{ left: /a.pem, right: /b.pem }] }');
    const { status, out } = await trustOf(
      { '/etc/ssl/cert.pem': GOOD, '/a.pem': GOOD + ca('New'), '/b.pem': GOOD },
      '--config.file',
      config,
    );
    expect(out).toContain('DRIFT  /a.pem and /b.pem do not hold the same');
    expect(out).toContain('  only in /a.pem: 1 anchor\n    CN=New\n');
    expect(out).not.toContain('only in /b.pem');
    expect(status).toBe(0);
  });

  it.each([
    ['critical', 0],
    ['high', 1],
    ['medium', 1],
    ['low', 1],
  ])('with --fail-on=%s a finding of level high is status %i', async (level, status) => {
    const tree = { '/etc/ssl/cert.pem': GOOD, '/opt/ca.pem': GOOD + ca('Late', -1) };
    const config = temporaryFile('config.yml', 'trust: { bundles: [/opt/ca.pem] }');
    expect(await trustOf(tree, '--config.file', config, '--fail-on', level)).toMatchObject({ status });
  });

  it('with --fail-on=low even a comment is status 1', async () => {
    const tree = { '/etc/ssl/cert.pem': `# comment\n${GOOD}` };
    expect(await trustOf(tree)).toMatchObject({ status: 0 });
    expect(await trustOf(tree, '--fail-on=low')).toMatchObject({ status: 1 });
  });

  it('raises nothing at high or above about roots of the distribution that have expired or soon will', async () => {
    const bundle = GOOD + ca('Late', -100) + ca('Soon', 3) + ca('Weak', 900, { key: 'rsa-1024' });
    const tree = { '/etc/ssl/certs/ca-certificates.crt': bundle };
    expect(await trustOf(tree)).toMatchObject({ status: 0, out: expect.stringContaining('MEDIUM  expired') });
    const own = { ...tree, '/usr/local/share/ca-certificates/own.crt': bundle };
    expect(await trustOf(own)).toMatchObject({ status: 1, out: expect.stringContaining('HIGH  expired') });
  });

  it('accepts the company’s own root beside public ones', async () => {
    const { rootCertificates } = await import('node:tls');
    const own = createCertificate({ subject: 'Company', isAuthority: true, notAfter: inDays(3650) });
    const bundle = [...rootCertificates, own.pem].join('\n');
    const tree = {
      '/etc/ssl/certs/ca-certificates.crt': bundle,
      '/usr/local/share/ca-certificates/c.crt': own.pem,
    };
    const before = await trustOf(tree, '--output=json');
    const [fingerprint] = (JSON.parse(before.out) as { bundles: [{ reference: { extra: string[] } }] })
      .bundles[0].reference.extra;
    const config = temporaryFile('config.yml', `trust: { accept: ["${fingerprint?.toUpperCase()}"] }`);
    const after = await trustOf(tree, '--output=json', '--config.file', config);
    expect(before.out).toContain('not_in_reference');
    expect(after.out).not.toContain('not_in_reference');
  });

  it('tells of a root in a generated bundle that neither the packages nor the administrator gave', async () => {
    const { rootCertificates } = await import('node:tls');
    const packaged = rootCertificates.join('\n');
    const tree = {
      '/usr/share/ca-certificates/all.crt': packaged,
      '/etc/ssl/certs/ca-certificates.crt': `${packaged}\n${ca('Stranger')}`,
    };
    const { status, out } = await trustOf(tree);
    expect(status).toBe(1);
    expect(out).toContain('HIGH  not_in_reference');
    expect(out).toContain('    CN=Stranger: is neither Mozilla');
  });

  it('does not let a subject write on the terminal what it likes', async () => {
    const { out } = await trustOf({
      '/etc/ssl/cert.pem': GOOD + ca('evil\u001b[2J\nok', 20, { isAuthority: false }),
    });
    expect(out).toContain(String.raw`CN=evil\1B[2J\0Aok`);
    expect(out).not.toContain('\u001b');
  });

  it('colours on a terminal alone', async () => {
    const screen = recordedTerminal({ isTTY: true, columns: 80 });
    await run(['trust', '--root', rootTree({ '/etc/ssl/cert.pem': GOOD })], screen);
    expect(screen.out()).toContain('\u001b[32mok');
  });

  it('of an image without any roots is status 1: whatever runs in it trusts nobody', async () => {
    const { status, out } = await trustOf({});
    expect(status).toBe(1);
    expect(out).toMatch(/^go +any +0 /m);
    expect(out).toContain('no bundle of trusted roots was found: 2 runtimes that can verify nobody');
  });

  it.each([
    ['--fail-on=none', '--fail-on: expected critical or high or medium or low, got "none"'],
    ['--output=prom', '--output: expected table or json, got "prom"'],
    ['--root=/nowhere', '--root (root): cannot read /nowhere: there is no such file (ENOENT)\n'],
    ['--config.file=/nowhere.yml', 'cannot read the configuration file /nowhere.yml'],
  ])('%s is status 2', async (flag, message) => {
    expect(await trust(flag)).toMatchObject({ status: 2, err: expect.stringContaining(message) });
  });
});

describe('this host', () => {
  it('has bundles', async () => {
    const { bundles } = JSON.parse((await trust('--output=json')).out) as { bundles: { anchors: number }[] };
    expect(bundles.some(({ anchors }) => anchors > 50)).toBe(true);
  });

  it('has roots of its distribution that raise nothing at high or above', async () => {
    const bundle = readFileSync('/etc/ssl/certs/ca-certificates.crt');
    const { status, out } = await trustOf({ '/etc/ssl/certs/ca-certificates.crt': bundle });
    expect(out).toContain('nothing at high or above');
    expect(status).toBe(0);
  });
});
