import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { parse } from 'yaml';
import { paced } from '../../deploy/compose/demo/pace.ts';
import { buildImage, docker, engineMissing, ROOT } from '../support/docker.ts';
import { programMissing } from '../support/programs.ts';
import { query } from '../support/prometheus.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ALERTS = join(ROOT, 'alerts');
const COMPOSE = join(ROOT, 'deploy/compose/compose.yaml');
const SETUP = join(ROOT, 'deploy/compose/demo/setup.ts');
const STAND_INS = join(import.meta.dirname, 'compose/stand-ins.yaml');

/** The keys that say how long is waited, at any depth. */
const WAITS = /^(?:for|keep_firing_for|group_wait|group_interval|repeat_interval)$/;

/** What a file says beside how long is waited, and how long is waited, in order. */
function partsOf(yaml: string): { readonly rest: unknown; readonly waits: readonly unknown[] } {
  const waits: unknown[] = [];
  const rest: unknown = parse(yaml, (key, value: unknown) => {
    if (typeof key !== 'string' || !WAITS.test(key)) return value;
    waits.push(value);
    return undefined;
  });
  return { rest, waits };
}

describe('the pace of the demonstration', () => {
  const files = readdirSync(ALERTS).filter((name) => name.endsWith('.yml'));

  it.each(files)('%s is the same but for how long is waited, of which nothing is forgotten', (name) => {
    const text = readFileSync(join(ALERTS, name), 'utf8');
    const before = partsOf(text);
    const after = partsOf(paced(text, 60));
    expect(before.waits.length).toBeGreaterThan(0);
    expect(after.rest).toEqual(before.rest);
    expect(after.waits).toHaveLength(before.waits.length);
    expect(after.waits.filter((wait, index) => wait === before.waits[index])).toEqual([]);
  });

  it('divides, down to milliseconds, and leaves everything else', () => {
    expect(paced('  for: 1h\n', 60)).toBe('  for: 60s\n');
    expect(paced('  group_wait: 90s # long\n', 60)).toBe('  group_wait: 1500ms # long\n');
    expect(paced('  repeat_interval: 1d\n', 1)).toBe('  repeat_interval: 86400s\n');
    const others = '  expr: rate(x[5m]) > 1h\n  forever: 5m\n  # for: 5m\n  text: wait for: 5m\n';
    expect(paced(others, 60)).toBe(others);
  });

  it.each(['0', '61', 'fast'])('is refused where it is %s', (pace) => {
    const { status, stderr } = spawnSync(process.execPath, [SETUP], {
      encoding: 'utf8',
      env: { ...process.env, DEMO_PACE: pace },
    });
    expect({ status, stderr: stderr.trim() }).toEqual({
      status: 2,
      stderr: `DEMO_PACE: expected a number from 1 (as in earnest) to 60, got ${pace}`,
    });
  });
});

describe.skipIf(programMissing('docker-compose'))('the Compose file', () => {
  it('is accepted by Compose, with pinned images', () => {
    const { status, stdout, stderr } = compose(['-f', COMPOSE, 'config', '--images']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const foreign = stdout
      .split('\n')
      .filter((image) => image !== '' && !image.startsWith('tls-cert-exporter'));
    expect(foreign.toSorted()).toEqual([
      expect.stringMatching(/^axllent\/mailpit:v[\d.]+$/),
      expect.stringMatching(/^grafana\/grafana:[\d.]+$/),
      expect.stringMatching(/^prom\/alertmanager:v[\d.]+$/),
      expect.stringMatching(/^prom\/prometheus:v[\d.]+$/),
    ]);
  });

  it('mounts what exists, and publishes on the loopback address alone', () => {
    const { stdout } = compose(['-f', COMPOSE, 'config', '--format', 'json']);
    const { services } = JSON.parse(stdout) as {
      services: Record<
        string,
        { volumes?: { type: string; source: string }[]; ports?: { host_ip?: string }[] }
      >;
    };
    for (const { volumes = [], ports = [] } of Object.values(services)) {
      for (const { type, source } of volumes)
        if (type === 'bind') expect(readdirSync(source)).not.toEqual([]);
      for (const { host_ip: address } of ports) expect(address).toBe('127.0.0.1');
    }
  });
});

describe('Grafana of the demonstration', () => {
  it('has its dashboards where the provisioning looks for them', () => {
    const provisioning = readFileSync(
      join(ROOT, 'grafana/provisioning/dashboards/tls-cert-exporter.yml'),
      'utf8',
    );
    const { providers } = parse(provisioning) as { providers: { options: { path: string } }[] };
    const { services } = parse(readFileSync(COMPOSE, 'utf8'), { merge: true }) as {
      services: { grafana: { volumes: string[] } };
    };
    expect(services.grafana.volumes).toContain(`../../grafana/dashboards:${providers[0]?.options.path}:ro`);
  });
});

interface Mails {
  readonly messages: readonly { readonly To: readonly { Address: string }[]; readonly Subject: string }[];
}

describe.skipIf(engineMissing('the demonstration') || programMissing('docker-compose'))(
  'the demonstration',
  () => {
    it('tells one person by mail and one group by robot, once, and that it is over', async () => {
      buildImage();
      const registry = spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim();
      const build = ['build', '--quiet', '--network=host', '--build-arg', `NPM_CONFIG_REGISTRY=${registry}`];
      docker(...build, '--target', 'build', '-t', 'tls-cert-exporter-demo-tools', ROOT);
      const project = `demo-${process.pid}`;
      const run = (...args: string[]): string => {
        const result = compose(['-p', project, '-f', COMPOSE, '-f', STAND_INS, ...args], alertsAtAnyTime());
        if (result.status !== 0) throw new Error(`${args.join(' ')}: ${result.stderr}`);
        return result.stdout.trim();
      };
      onTestFinished(() => void run('down', '--volumes', '--timeout', '2'));
      run('up', '--detach', '--no-build');
      // Whoever says it twice has new certificates by the same authority, and everything goes on.
      run('up', '--detach', '--no-build');
      const at = (service: string, port: number): string => `http://${run('port', service, String(port))}`;
      const mail = at('mail', 8025);
      const robot = at('robot', 9203);
      const subjects = async (): Promise<string[]> => {
        const { messages } = await json<Mails>(`${mail}/api/v1/messages`);
        return messages.map(({ To: [to], Subject: subject }) => `${to?.Address}: ${subject}`);
      };
      const titles = async (): Promise<string[]> => {
        const messages = await json<{ title: string }[]>(`${robot}/messages`);
        return messages.map(({ title }) => title);
      };

      const firing = '[WARNING] CA certificate CN=shop.example.com expires in < 7 days';
      await vi.waitFor(async () => expect(await titles()).toEqual([firing]), WAIT);
      await vi.waitFor(
        async () => expect(await subjects()).toEqual([`operators@example.com: ${firing}`]),
        WAIT,
      );

      expect(run('run', '--rm', 'setup', 'renew')).toContain('valid for 90 days');
      const over = '[RESOLVED] CA certificate CN=shop.example.com expires in < 7 days';
      await vi.waitFor(async () => expect(await titles()).toEqual([over, firing]), WAIT);
      await vi.waitFor(
        async () =>
          expect(await subjects()).toEqual([over, firing].map((text) => `operators@example.com: ${text}`)),
        WAIT,
      );
      const prometheus = at('prometheus', 9090);
      expect(await query(prometheus, 'tls_handshake_success == 1')).toHaveLength(2);
      expect(await query(prometheus, 'ALERTS{alertstate="firing"}')).toEqual([]);
    }, 480_000);
  },
);

/** An hour is a minute there; more is for machines that are busy. */
const WAIT = { timeout: 240_000, interval: 500 };

/** The shipped files with the window of maintenance on a day that is not today, so that the test can run at any time. */
function alertsAtAnyTime(): Record<string, string> {
  alertsFolder ??= copyAlerts();
  return { TEST_ALERTS: alertsFolder };
}

let alertsFolder: string | undefined;

function copyAlerts(): string {
  const folder = temporaryFolder();
  cpSync(ALERTS, folder, { recursive: true });
  const inThreeDays = new Date(Date.now() + 3 * 86_400_000);
  const day = inThreeDays.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' }).toLowerCase();
  const file = join(folder, 'alertmanager.yml');
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('weekdays: [sunday]');
  writeFileSync(file, text.replace('weekdays: [sunday]', `weekdays: [${day}]`));
  return folder;
}

function compose(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync('docker-compose', args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: 300_000,
  });
}

async function json<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T;
}
