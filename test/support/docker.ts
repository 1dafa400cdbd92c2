import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GenericContainer } from 'testcontainers';
import { VERSION } from '../../src/version.ts';

/** The folder of this checkout. */
export const ROOT = join(import.meta.dirname, '../..');

/** The image that the container tests build out of this checkout. */
export const IMAGE = 'tls-cert-exporter:test';

/** The image that it is built upon unless told otherwise. */
export const BASE_IMAGE =
  /^ARG RUNTIME_IMAGE=(.+)$/m.exec(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))?.[1] ?? '';

/**
 * For `describe.skipIf`: true where no container engine answers, said aloud. In CI (`CI` is set) it is never true:
 * there the tests run, and fail with the reason.
 */
export function engineMissing(tests: string): boolean {
  if (process.env['CI']) return false;
  const { status } = spawnSync('docker', ['version'], { stdio: 'ignore', timeout: 10_000 });
  if (status === 0) return false;
  process.stderr.write(`\nSKIPPED: ${tests}: no Docker engine answers ("docker version" fails).\n\n`);
  return true;
}

/** Runs the docker command; gives back what it wrote, and throws with what it complained of. */
export function docker(...args: readonly string[]): string {
  // BuildKit is not everywhere; the builder that came before it is, and says on standard error that it is old.
  const env = { ...process.env, DOCKER_BUILDKIT: '0' };
  return execFileSync('docker', args, { encoding: 'utf8', env, stdio: 'pipe', timeout: 540_000 }).trim();
}

/** Builds the Dockerfile in the host's network, with the registry that npm uses on this machine. */
export function buildImage(): void {
  const npm = { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' } as const;
  const registry = execFileSync('npm', ['config', 'get', 'registry'], npm).trim();
  const args = [`NPM_CONFIG_REGISTRY=${registry}`, `VERSION=${VERSION}`, 'REVISION=of-the-test'];
  docker(
    'build',
    '--quiet',
    '--network=host',
    ...args.flatMap((it) => ['--build-arg', it]),
    '-t',
    IMAGE,
    ROOT,
  );
}

/** A container as a careful operator runs it: nothing can be written, and no capability is left. */
export class HardenedContainer extends GenericContainer {
  constructor() {
    super(IMAGE);
    this.hostConfig.ReadonlyRootfs = true;
    this.withDroppedCapabilities('ALL').withSecurityOpt('no-new-privileges').withExposedPorts(9201);
  }

  /** The image's own health check, asked more often than once in half a minute. */
  withHealthInterval(seconds: number): this {
    this.createOpts.Healthcheck = { Interval: seconds * 1e9 };
    return this;
  }
}
