import { onTestFinished } from 'vitest';
import { type DialContext, dial } from '../../src/handshake/dial.ts';
import { SystemResolver } from '../../src/handshake/dns/system-resolver.ts';
import type { Observation } from '../../src/handshake/observation.ts';
import { KeyShareMemory } from '../../src/handshake/tls/key-shares.ts';
import { SecureContexts } from '../../src/handshake/tls/secure-contexts.ts';
import { StandIns } from '../../src/handshake/tls/stand-ins.ts';
import type { Target } from '../../src/model/handshake.ts';
import type { ModuleOptions } from '../../src/model/handshake-module.ts';

/** A module of the configuration as it is without any settings, but without proxies, and these options. */
export function moduleOptions(options: Partial<ModuleOptions> = {}): ModuleOptions {
  return {
    name: 'default',
    ip: 'any',
    alpn: [],
    proxy: { kind: 'none' },
    trust: { kind: 'system' },
    verify: true,
    timeout: 20,
    ...options,
  };
}

export function targetAt(port: number, host = '127.0.0.1'): Target {
  return {
    target: host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`,
    host,
    port,
    module: 'default',
  };
}

/** What a test's dials share; nothing of it is taken from the host besides the clocks. */
export function dialContext(context: Partial<DialContext> = {}): DialContext {
  const resolver = new SystemResolver({ hostsPath: '/dev/null', resolvConfPath: '/dev/null', port: 9 });
  onTestFinished(() => resolver.close());
  return {
    signal: new AbortController().signal,
    resolver,
    secureContexts: new SecureContexts(),
    keyShares: new KeyShareMemory(),
    standIns: new StandIns(),
    environment: {},
    now: () => performance.now(),
    clock: () => Date.now() / 1000,
    ...context,
  };
}

/** Dials a port of the loopback interface once. */
export async function dialPort(
  port: number,
  options: Partial<ModuleOptions> = {},
  context: Partial<DialContext> = {},
): Promise<Observation> {
  const [observation] = await dial(targetAt(port), moduleOptions(options), dialContext(context));
  if (observation === undefined) throw new Error('nothing was observed');
  return observation;
}

/** `phase: reason`, or `completed`. */
export function verdict({ failure }: Pick<Observation, 'failure'>): string {
  return failure === undefined ? 'completed' : `${failure.phase}: ${failure.reason}`;
}
