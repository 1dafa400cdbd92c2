import type { Target } from '../model/handshake.ts';
import type { IpChoice, ModuleOptions } from '../model/handshake-module.ts';
import { Deadline } from './deadline.ts';
import { DialError } from './dial-error.ts';
import type { Resolver } from './dns/resolver.ts';
import type { Observation } from './observation.ts';
import { type Attempt, observe, unobserved } from './observe.ts';
import { PhaseClock } from './phase-clock.ts';
import { chooseProxy, type Proxy, type ProxyEnvironment } from './proxy/proxy-choice.ts';
import { lookUp, type Peer } from './reach.ts';
import type { KeyShareMemory } from './tls/key-shares.ts';
import type { SecureContexts } from './tls/secure-contexts.ts';
import type { StandIns } from './tls/stand-ins.ts';

/** What dials share. */
export interface DialContext {
  /** Calls the dial off. */
  readonly signal: AbortSignal;
  readonly resolver: Resolver;
  readonly secureContexts: Pick<SecureContexts, 'get'>;
  readonly keyShares: Pick<KeyShareMemory, 'sharesFor' | 'learn'>;
  readonly standIns: Pick<StandIns, 'standInFor' | 'learn'>;
  /** Where HTTPS_PROXY and NO_PROXY are looked up. */
  readonly environment: ProxyEnvironment;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** Unix seconds of the wall clock. */
  readonly clock: () => number;
  /** Called for each connection that came about: from then on it waits for a server, and no more for the network. */
  readonly onConnected?: () => void;
}

/**
 * Dials a target once, by the options of a module, and says what it saw: one observation, or with `ip: all` one for
 * each address of the name. (A proxy resolves the name itself: behind one there is a single observation.)
 *
 * Whatever the network and the server do is an observation. Rejects with the signal's reason when the dial is called
 * off, and with what the resolver rejects with besides its `DnsError`, so that a guarded resolver can refuse an
 * address. Nothing is left open.
 */
export async function dial(
  target: Target,
  module: ModuleOptions,
  context: DialContext,
): Promise<readonly Observation[]> {
  const deadline = new Deadline(module.timeout, context.signal);
  const attempt: Attempt = { target, module, context, deadline, timestamp: context.clock() };
  const phases = new PhaseClock(context.now);
  try {
    const proxy = chooseProxy(module.proxy, target, context.environment);
    const peer: Peer = { host: target.host, port: target.port, ...proxy, isProxy: proxy !== undefined };
    const addresses = await phases.time('dns', () =>
      lookUp(peer, familyOf(module, proxy), context.resolver, deadline),
    );
    if (module.ip !== 'all' || proxy !== undefined) {
      return [await observe(attempt, peer, addresses, proxy, phases)];
    }
    // Each settles before one of them may reject: otherwise the others would be left alone with their sockets.
    const settled = await Promise.allSettled(
      addresses.map(async (address) => {
        const own = new PhaseClock(context.now, phases.durations);
        return { ...(await observe(attempt, peer, [address], undefined, own)), address: address.address };
      }),
    );
    return settled.map((result) => {
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    });
  } catch (error) {
    if (!(error instanceof DialError)) throw error;
    return [{ ...unobserved(attempt, phases), failure: error.failure }];
  } finally {
    deadline.close();
  }
}

/** The module's choice is about the target's addresses; a proxy is reached at any of its own. */
function familyOf(module: ModuleOptions, proxy: Proxy | undefined): IpChoice {
  return proxy === undefined ? module.ip : 'any';
}
