import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GenericContainer, Network, type StartedTestContainer, Wait } from 'testcontainers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { VERSION } from '../../src/version.ts';
import {
  BASE_IMAGE,
  buildImage,
  docker,
  engineMissing,
  HardenedContainer,
  IMAGE,
} from '../support/docker.ts';
import { makeCertificate, readWithOpenssl } from '../support/openssl.ts';
import { inOrder, PROMETHEUS_IMAGE, query, queryExpiries, scrapeConfig } from '../support/prometheus.ts';

/** What the image may weigh beyond the runtime's own base image, in bytes. */
const ALLOWANCE = 5_000_000;

/** The arguments of a DaemonSet as it is written in the field: quotes and the doubled backslash arrive literally. */
const MANIFEST = String.raw`
containers:
  - name: exporter
    args:
      - --certificates-dir=/etc/ssl/certs/
      - --certificates-regex=".*\\.crt$"
      - --web.listen-address=:9201
`;

/** The folder of a host's file system. */
let host: string;
const started: { stop(): Promise<unknown> }[] = [];

function onHost(path: string, text: string): void {
  mkdirSync(dirname(join(host, path)), { recursive: true });
  writeFileSync(join(host, path), text);
}

async function start(container: GenericContainer): Promise<StartedTestContainer> {
  const running = await container.start();
  started.push(running);
  return running;
}

const exporter = (...args: readonly string[]): HardenedContainer =>
  new HardenedContainer().withCommand([...args]).withWaitStrategy(Wait.forHttp('/-/ready', 9201));

const address = (container: StartedTestContainer, port: number): string =>
  `http://${container.getHost()}:${container.getMappedPort(port)}`;

const scrape = async (container: StartedTestContainer): Promise<string> =>
  fetch(`${address(container, 9201)}/metrics`).then((response) => response.text());

const paths = (exposition: string): string[] =>
  [...exposition.matchAll(/^tls_cert_not_after_timestamp_seconds\{.*?path="([^"]*)"/gm)].map(
    ([, path]) => path ?? '',
  );

describe.skipIf(engineMissing('the image in containers'))('the image', () => {
  beforeAll(() => {
    host = mkdtempSync(join(tmpdir(), 'tls-cert-exporter-host-'));
    chmodSync(host, 0o755);
    const ca = makeCertificate('ca.example.com', 3650).certificate;
    onHost('etc/ssl/certs/www.crt', makeCertificate('www.example.com', 30).certificate);
    onHost('etc/ssl/certs/chain.crt', makeCertificate('api.example.com', 5).certificate + ca);
    onHost('etc/ssl/certs/sub/mail.crt', makeCertificate('mail.example.com', 1).certificate);
    onHost('etc/ssl/certs/not-asked-for.pem', ca);
    onHost('etc/kubernetes/pki/ca.crt', ca);
    symlinkSync('/etc/ssl/certs/www.crt', join(host, 'etc/kubernetes/pki/linked.crt'));
    symlinkSync('/../../../../etc/passwd', join(host, 'etc/kubernetes/pki/escape.crt'));
    buildImage();
  }, 600_000);

  afterAll(async () => {
    rmSync(host, { recursive: true });
    for (const one of started.toReversed()) await one.stop();
  });

  it('is no more than its base and 5 MB', () => {
    const size = (image: string): number => Number(docker('image', 'inspect', '-f', '{{.Size}}', image));
    expect(size(IMAGE) - size(BASE_IMAGE)).toBeGreaterThan(0);
    expect(size(IMAGE) - size(BASE_IMAGE)).toBeLessThanOrEqual(ALLOWANCE);
  });

  it('runs as nobody in particular, says what it is, and checks its own health', () => {
    const config = JSON.parse(docker('image', 'inspect', '-f', '{{json .Config}}', IMAGE)) as {
      User: string;
      ExposedPorts: object;
      Healthcheck: { Test: string[] };
      Labels: Record<string, string>;
    };
    expect(config.User).toBe('65532:65532');
    expect(Object.keys(config.ExposedPorts)).toEqual(['9201/tcp']);
    expect(config.Healthcheck.Test).toEqual([
      'CMD',
      '/nodejs/bin/node',
      '/app/tls-cert-exporter.mjs',
      'healthcheck',
    ]);
    expect(config.Labels).toMatchObject({
      'org.opencontainers.image.title': 'tls-cert-exporter',
      'org.opencontainers.image.licenses': 'MIT',
      'org.opencontainers.image.version': VERSION,
      'org.opencontainers.image.revision': 'of-the-test',
    });
    expect(docker('run', '--rm', IMAGE, '--version')).toContain(`${VERSION} (revision of-the-test, Node.js`);
  });

  it('has no shell', () => {
    for (const shell of ['sh', '/bin/sh', '/bin/bash', '/busybox/sh']) {
      const { status } = spawnSync('docker', ['run', '--rm', '--entrypoint', shell, IMAGE, '-c', 'true']);
      expect(status, shell).toBe(127);
    }
  });

  it.each(['65532', '0'])('finds its compile cache under uid %s, read-only', (uid) => {
    const args = [
      'run',
      '--rm',
      '--read-only',
      '--user',
      uid,
      '-e',
      'NODE_DEBUG_NATIVE=COMPILE_CACHE',
      IMAGE,
    ];
    const { stdout, stderr } = spawnSync('docker', [...args, '--version'], { encoding: 'utf8' });
    expect(stdout + stderr).toMatch(/V8 code cache for ESM \S*tls-cert-exporter\.mjs was accepted/);
  });

  it('turns healthy, and ends with status 0 when it is told to', async () => {
    const container = await start(
      new HardenedContainer().withHealthInterval(1).withWaitStrategy(Wait.forHealthCheck()),
    );
    const id = container.getId();
    expect(docker('inspect', '-f', '{{.State.Health.Status}}', id)).toBe('healthy');
    docker('kill', '--signal', 'TERM', id);
    expect(docker('wait', id)).toBe('0');
  });

  it('takes the arguments of the DaemonSet in the field as they stand', async () => {
    const { containers } = parse(MANIFEST) as { containers: [{ args: string[] }] };
    expect(containers[0].args[1]).toBe(String.raw`--certificates-regex=".*\\.crt$"`);
    const mount = { source: join(host, 'etc/ssl/certs'), target: '/etc/ssl/certs', mode: 'ro' as const };
    const container = await start(exporter(...containers[0].args).withBindMounts([mount]));
    expect(paths(await scrape(container)).sort()).toEqual([
      '/etc/ssl/certs/chain.crt',
      '/etc/ssl/certs/chain.crt',
      '/etc/ssl/certs/sub/mail.crt',
      '/etc/ssl/certs/www.crt',
    ]);
  });

  it('shows the paths of a host mounted at /host, and follows links inside it alone', async () => {
    const args = ['--root=/host', '--certificates-dir=/etc/kubernetes/pki'];
    const mount = { source: host, target: '/host', mode: 'ro' as const };
    const exposition = await scrape(await start(exporter(...args).withBindMounts([mount])));
    expect(paths(exposition).sort()).toEqual([
      '/etc/kubernetes/pki/ca.crt',
      '/etc/kubernetes/pki/linked.crt',
    ]);
    expect(exposition).toMatch(/^tls_cert_problem\{.*path="\/etc\/kubernetes\/pki\/escape\.crt"/m);
  });

  it('shows a real Prometheus what openssl says of every certificate of the mounted folder', async () => {
    const network = await new Network().start();
    started.push(network);
    const mount = { source: join(host, 'etc/ssl/certs'), target: '/certificates', mode: 'ro' as const };
    const scraped = exporter('--certificates-dir=/certificates').withBindMounts([mount]);
    await start(scraped.withNetwork(network).withNetworkAliases('exporter'));
    const config = {
      content: scrapeConfig('exporter:9201'),
      target: '/etc/prometheus/prometheus.yml',
      mode: 0o644,
    };
    const prometheus = await start(
      new GenericContainer(PROMETHEUS_IMAGE)
        .withNetwork(network)
        .withExposedPorts(9090)
        .withCopyContentToContainer([config])
        .withWaitStrategy(Wait.forHttp('/-/ready', 9090)),
    );
    const url = address(prometheus, 9090);
    const expected = ['chain.crt', 'not-asked-for.pem', 'sub/mail.crt', 'www.crt'].flatMap((name) =>
      readWithOpenssl(join(mount.source, name)).map((each) => ({ path: `/certificates/${name}`, ...each })),
    );
    expect(expected).toHaveLength(5);
    await vi.waitFor(
      async () => {
        const found = await queryExpiries(url);
        expect(inOrder(found)).toEqual(inOrder(expected));
        expect(await query(url, 'up{job="tls-cert-exporter"}')).toMatchObject([{ value: 1 }]);
      },
      { timeout: 60_000, interval: 250 },
    );
  }, 120_000);
});
