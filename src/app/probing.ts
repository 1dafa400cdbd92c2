import type { Config } from '../config/config.ts';
import { DEFAULT_MODULE } from '../config/handshake-settings.ts';
import { AllowList } from '../handshake/guard/allow-list.ts';
import { guardedAttempt } from '../handshake/guard/guarded-attempt.ts';
import { isProbeName, parseProbeTarget } from '../handshake/guard/probe-target.ts';
import { RefusedError } from '../handshake/guard/refused-error.ts';
import type { ProbeAnswer, ProbeQuery } from '../http/probe.ts';
import type { Logger } from '../log/logger.ts';
import { renderProbe } from '../metrics/probe.ts';
import type { Target } from '../model/handshake.ts';
import type { ModuleOptions } from '../model/handshake-module.ts';
import { targetOfUrl } from '../model/target-address.ts';
import type { Attempting, SharedContext } from './attempting.ts';
import { preferSpeed } from './prefer-speed.ts';
import { Asked, type AskedBefore, nothingAsked, type Wanted } from './probing/asked.ts';
import { timeFor } from './probing/time-for.ts';

/** What is in force of a configuration. */
interface InForce {
  readonly handshake: NonNullable<Config['handshake']>;
  readonly allowList: AllowList;
  readonly context: SharedContext;
  readonly askedBefore: AskedBefore;
}

/** Dials whom somebody asks `/probe` for, as far as the configuration allows. */
export class Probing {
  readonly #log: Logger;
  readonly #attempting: Attempting;
  #inForce: InForce | undefined;
  #running = 0;

  constructor(log: Logger, attempting: Attempting) {
    this.#log = log;
    this.#attempting = attempting;
  }

  /** Takes a configuration; attempts under way go on by the one before. */
  use({ handshake, root }: Pick<Config, 'handshake' | 'root'>): void {
    const isOpen = handshake !== undefined && handshake.probe.allow.length > 0;
    // Whoever opens it means to ask often.
    if (isOpen) preferSpeed();
    this.#inForce = isOpen
      ? {
          handshake,
          allowList: new AllowList(handshake.probe.allow),
          context: this.#attempting.context(root),
          askedBefore: nothingAsked(),
        }
      : undefined;
  }

  /** Rejects with the signal's reason when it is called off. */
  async probe(query: ProbeQuery, signal: AbortSignal): Promise<ProbeAnswer> {
    const inForce = this.#inForce;
    if (inForce === undefined) return CLOSED;
    const asked = readAsked(query, inForce);
    if (typeof asked === 'string') return { kind: 'refused', status: 400, message: asked };
    const { concurrency, timeoutOffset } = inForce.handshake.probe;
    if (this.#running >= concurrency) return BUSY;
    this.#running += 1;
    try {
      const timeout = timeFor(asked.module.timeout, query.scrapeTimeout, timeoutOffset);
      return await this.#dial(asked, timeout, inForce, signal);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      this.#log.debug({ target: asked.target.target, detail: error.message }, 'Probe refused');
      return NOT_ALLOWED;
    } finally {
      this.#running -= 1;
    }
  }

  async #dial(
    asked: Asked,
    timeout: number,
    { allowList, context }: InForce,
    signal: AbortSignal,
  ): Promise<ProbeAnswer> {
    const { target, configured } = asked;
    const module = { ...asked.module, timeout };
    const started = context.now();
    // Neither the time nor the name makes another context: those of the module are made once.
    const secureContexts: SharedContext['secureContexts'] = {
      get: (_, shares, issuer) => context.secureContexts.get(configured, shares, issuer),
    };
    const attempts = await guardedAttempt(target, module, { ...context, secureContexts, signal }, allowList);
    const results = attempts.map(({ result }) => result);
    const duration = (context.now() - started) / 1000;
    for (const { failure } of results) {
      if (failure !== undefined)
        this.#log.debug({ target: target.target, module: module.name, ...failure }, 'Probe failed');
    }
    const { facts, served } = asked.shown(results);
    return {
      kind: 'dialled',
      exposition: (format) => renderProbe({ results, facts, served, duration }, format),
    };
  }
}

const CLOSED: ProbeAnswer = {
  kind: 'refused',
  status: 403,
  message: 'Nobody is dialled: handshake.probe.allow in the configuration is empty.',
};

const NOT_ALLOWED: ProbeAnswer = {
  kind: 'refused',
  status: 403,
  message: 'The target is not allowed: no rule of handshake.probe.allow in the configuration fits it.',
};

const BUSY: ProbeAnswer = {
  kind: 'refused',
  status: 503,
  message:
    'Too many probes are under way: handshake.probe.concurrency in the configuration says how many there may be.',
};

/** What is to be dialled and how, or what is wrong with the question. */
function readAsked(query: ProbeQuery, { askedBefore, handshake }: InForce): Asked | string {
  const { target, module = DEFAULT_MODULE, serverName = '' } = query;
  // None of the three can hold a line feed and be right.
  const key = `${module}\n${serverName}\n${target}`;
  const known = askedBefore.get(key);
  if (known !== undefined) return known;
  const wanted = readWanted(query, handshake.modules);
  if (typeof wanted === 'string') return wanted;
  const asked = new Asked(wanted);
  askedBefore.set(key, asked);
  return asked;
}

function readWanted(
  { target: asked, module: name = DEFAULT_MODULE, serverName }: ProbeQuery,
  modules: ReadonlyMap<string, ModuleOptions>,
): Wanted | string {
  // Scrape configurations for the http prober of other exporters have addresses of the web.
  const text = targetOfUrl(asked) ?? asked;
  const address = parseProbeTarget(text);
  if (address === undefined) return 'The parameter target is not HOST:PORT, [IPV6]:PORT or https://HOST.';
  const configured = modules.get(name);
  if (configured === undefined) return 'The configuration has no such module.';
  if (serverName !== undefined && !isProbeName(serverName))
    return 'The parameter server_name is no host name.';
  const target: Target = { target: text, ...address, module: name };
  const module = serverName === undefined ? configured : { ...configured, serverName };
  return { target, module, configured };
}
