import { attempt } from '../../handshake/attempt.ts';
import type { ModuleOptions } from '../../model/handshake-module.ts';
import { parseTargetAddress } from '../../model/target-address.ts';
import type { Shake, Shaken } from '../../rotation/run.ts';
import { Attempting } from '../attempting.ts';

/**
 * One handshake by the prober, for a hook. Nothing is remembered from one to the next: what a rotation has just
 * replaced may be the very roots that the handshake is judged by.
 */
export function shakeOnce(
  modules: ReadonlyMap<string, ModuleOptions>,
  environment: Readonly<Record<string, string | undefined>>,
): Shake {
  return async ({ handshake, module: name }, signal) => {
    const address = parseTargetAddress(handshake);
    const module = modules.get(name);
    if (address === undefined || module === undefined) {
      throw new TypeError(`the configuration was not checked: ${handshake}, module ${name}`);
    }
    const attempting = new Attempting({ environment });
    try {
      const target = { target: handshake, ...address, module: name };
      const attempts = await attempt(target, module, { ...attempting.context(undefined), signal });
      const [first] = attempts;
      const failed = attempts.find(({ result }) => !result.success) ?? first;
      return shaken(failed?.result);
    } finally {
      attempting.close();
    }
  };
}

type Result = Awaited<ReturnType<typeof attempt>>[number]['result'];

function shaken(result: Result | undefined): Shaken {
  const leaf = result?.chain.find(({ index }) => index === 0);
  const failure = result?.failure;
  return {
    ok: result?.success === true,
    detail: failure === undefined ? '' : `${failure.reason}: ${failure.detail}`,
    leafSha256: leaf?.certificate.fingerprintSha256,
  };
}
