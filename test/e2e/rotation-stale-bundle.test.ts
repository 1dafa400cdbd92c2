import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { toPem } from '../support/certificate-factory.ts';
import { authority } from '../support/pki.ts';
import { recordedTerminal } from '../support/recorded-terminal.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { cannotAsk } from '../support/trust-laboratory/clients.ts';
import { askedServer } from '../support/trust-laboratory/https-server.ts';

const DAY = 86_400;
const now = Math.floor(Date.now() / 1000);

/** The company's root of before, which has expired, and the one that its servers have certificates of now. */
const before = authority('Corp Root 2020', { notBefore: now - 900 * DAY, notAfter: now - DAY });
const after = authority('Corp Root 2026');
const STALE = toPem(before.der);
const FRESH = toPem(after.der);

interface Trust {
  readonly runtimes: readonly { runtime: string; path: string; usable: boolean; detail: string }[];
  readonly bundles: readonly { path: string; findings: readonly { check: string; level: string }[] }[];
}

async function command(argv: readonly string[], environment: Record<string, string> = {}) {
  const terminal = recordedTerminal({}, environment);
  const status = await run(argv, terminal);
  return { status, out: terminal.out(), err: terminal.err() };
}

/** Whether curl, told by its environment alone where its roots are, gets an answer of a server. */
async function curlSucceeds(port: number, bundle: string): Promise<boolean> {
  const child = spawn('/usr/bin/curl', ['-sS', '-o', '/dev/null', `https://localhost:${port}/`], {
    env: { PATH: '/usr/bin:/bin', CURL_CA_BUNDLE: bundle },
    stdio: 'ignore',
  });
  return (await once(child, 'exit'))[0] === 0;
}

describe.skipIf(cannotAsk('curl'))('a host where one bundle has silently gone stale', () => {
  it('trust names the runtime that fails and why, and rotate repairs it, whole at every moment', async () => {
    await using server = await askedServer(after);
    const folder = temporaryFolder();
    const [bundle, fresh, config] = ['app-roots.pem', 'corp-roots.pem', 'config.yml'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    writeFileSync(bundle, STALE);
    writeFileSync(fresh, FRESH);
    writeFileSync(
      config,
      JSON.stringify({
        trust: { drift: [{ left: fresh, right: bundle }] },
        rotation_directory: join(folder, 'rotation'),
        rotation: [{ name: 'app-roots', target: bundle, content: { file: fresh }, gate: { min_share: 0 } }],
      }),
    );
    const environment = { CURL_CA_BUNDLE: bundle };
    const look = async () => {
      const { out } = await command(['trust', '--output=json', '--config.file', config], environment);
      const { runtimes, bundles } = JSON.parse(out) as Trust;
      return {
        curl: runtimes.find(({ runtime }) => runtime === 'curl'),
        findings: bundles.find(({ path }) => path === bundle)?.findings ?? [],
      };
    };

    expect(await curlSucceeds(server.port, bundle)).toBe(false);
    const stale = await look();
    expect(stale.curl).toMatchObject({ path: bundle });
    expect(stale.findings).toEqual(expect.arrayContaining([expect.objectContaining({ check: 'expired' })]));
    const { out: table } = await command(['trust', '--config.file', config], environment);
    expect(table).toMatch(new RegExp(`^curl .*${bundle}`, 'm'));
    expect(table).toContain('whoever reads it trusts nobody');

    const seen = new Set<string>();
    const over = new AbortController();
    const reading = (async () => {
      while (!over.signal.aborted) {
        seen.add(readFileSync(bundle, 'utf8'));
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const rotated = await command(['rotate', '--config.file', config], environment);
    over.abort();
    await reading;
    expect(rotated).toMatchObject({ status: 0, out: expect.stringContaining('app-roots  rotated') });
    expect([...seen].filter((content) => content !== STALE && content !== FRESH)).toEqual([]);

    expect(await curlSucceeds(server.port, bundle)).toBe(true);
    const repaired = await look();
    expect(repaired.curl).toMatchObject({ path: bundle, usable: true });
    expect(repaired.findings.filter(({ level }) => level === 'critical' || level === 'high')).toEqual([]);
    expect((await command(['rotate', '--config.file', config])).out).toContain('unchanged');
  });
});
