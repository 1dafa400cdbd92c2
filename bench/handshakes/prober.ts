import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { BenchError } from '../bench-error.ts';
import { Child } from '../program/child.ts';
import { freePort } from '../program/free-port.ts';
import type { ShippedBundle } from '../program/shipped-bundle.ts';
import { type Rival, shellCommand } from '../rival/rival.ts';
import type { Laboratory } from './laboratory.ts';
import { probeMany } from './probe-many.ts';
import { WARM_UP } from './warm-up.ts';

/** At a time, as in `inside/attempts.ts`. */
const CONCURRENCY = 16;

/** How long a prober may take to answer for the first time, in milliseconds, and between two questions whether it does. */
const TIMEOUT = 30_000;
const PAUSE = 50;

/** A program that answers `/probe`. */
export interface Prober {
  readonly name: string;
  readonly file: string;
  readonly args: (port: number) => readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** This exporter, opened for the servers of the laboratory. */
export function ownProber(bundle: ShippedBundle, { folder, rootFile }: Laboratory): Prober {
  const config = join(folder, 'tls-cert-exporter.yml');
  const opening = { allow: [{ host: '127.0.0.1', ports: ['1-65535'] }], concurrency: 64 };
  const handshake = { modules: { tls: { ca_file: rootFile, ip: 'ipv4' } }, probe: opening };
  writeFileSync(config, JSON.stringify({ sources: [], handshake }));
  return {
    name: 'tls-cert-exporter',
    file: process.execPath,
    args: (port) => [
      ...bundle.nodeFlags,
      bundle.file,
      `--config.file=${config}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    environment: { ...bundle.environment, NODE_COMPILE_CACHE: bundle.compileCache },
  };
}

/** Another one. It is given a configuration in the format of the blackbox exporter, with the module `tls`. */
export function otherProber(rival: Rival, { folder, rootFile }: Laboratory): Prober {
  const config = join(folder, 'blackbox.yml');
  const tcp = { tls: true, preferred_ip_protocol: 'ip4', tls_config: { ca_file: rootFile } };
  writeFileSync(config, JSON.stringify({ modules: { tls: { prober: 'tcp', timeout: '10s', tcp } } }));
  return {
    name: rival.name,
    file: '/bin/sh',
    args: (port) => ['-c', shellCommand(rival, { config, port })],
    environment: {},
  };
}

/** Processor time of one handshake that a prober is asked for, in milliseconds: of its whole process, HTTP included. */
export interface ProbeTime {
  /** After the warm-up. */
  readonly warm: number;
  /** Of as many right after the start. */
  readonly cold: number;
}

/**
 * Asks a prober for so many handshakes, with the making of metrics, after `WARM_UP` times as many, so that everything
 * is compiled.
 * @throws BenchError
 */
export async function probe(prober: Prober, port: number, count: number): Promise<ProbeTime> {
  const own = await freePort();
  const child = await Child.start(prober.file, prober.args(own), {
    env: { ...process.env, ...prober.environment },
    stdio: 'ignore',
  });
  try {
    const origin = `http://127.0.0.1:${own}`;
    const query = `module=tls&target=127.0.0.1:${port}`;
    await firstAnswer(child, prober.name, origin, query);
    const timed = async (): Promise<number> => {
      const before = child.processorTime();
      await probeMany(origin, query, count, CONCURRENCY);
      return (child.processorTime() - before) / count;
    };
    const cold = await timed();
    await probeMany(origin, query, (WARM_UP - 1) * count, CONCURRENCY);
    return { cold, warm: await timed() };
  } finally {
    await child.end();
  }
}

async function firstAnswer(child: Child, name: string, origin: string, query: string): Promise<void> {
  const deadline = performance.now() + TIMEOUT;
  let why: unknown;
  while (performance.now() < deadline) {
    try {
      return await probeMany(origin, query, 1, 1);
    } catch (error) {
      why = error;
    }
    if (!child.isRunning) break;
    await delay(PAUSE);
  }
  const said = why instanceof Error ? why.message : String(why);
  throw new BenchError(`${name}: no successful probe (${said})`, { cause: why });
}
