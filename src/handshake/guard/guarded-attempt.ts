import { isIP } from 'node:net';
import type { Target } from '../../model/handshake.ts';
import type { ModuleOptions } from '../../model/handshake-module.ts';
import { type Attempt, type AttemptContext, attempt } from '../attempt.ts';
import { chooseProxy, type ProxyEnvironment } from '../proxy/proxy-choice.ts';
import type { AllowList } from './allow-list.ts';
import { GuardedResolver } from './guarded-resolver.ts';
import { RefusedError } from './refused-error.ts';

/**
 * One attempt at a target that a stranger has named. Rejects with a `RefusedError` where the list does not allow it,
 * before anything is sent to it, and otherwise as `attempt` does.
 *
 * A proxy resolves the name itself, so that no address can be judged: then a name needs a rule by name.
 */
export async function guardedAttempt(
  target: Target,
  module: ModuleOptions,
  context: AttemptContext,
  allowList: AllowList,
): Promise<readonly Attempt[]> {
  const rules = allowList.for(target.host, target.port);
  if (!isProxied(module, target, context.environment)) {
    return attempt(target, module, { ...context, resolver: new GuardedResolver(context.resolver, rules) });
  }
  const allowed = isIP(target.host) === 0 ? rules.byName : rules.admits(target.host);
  if (!allowed) throw new RefusedError(`No rule allows ${target.target} by the name that a proxy resolves.`);
  return attempt(target, module, context);
}

function isProxied(module: ModuleOptions, target: Target, environment: ProxyEnvironment): boolean {
  try {
    return chooseProxy(module.proxy, target, environment) !== undefined;
  } catch {
    // What is configured is no proxy: the attempt says so, and dials nobody.
    return true;
  }
}
