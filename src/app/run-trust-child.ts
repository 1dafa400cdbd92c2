import { lookAtProcesses, type TrustLook, trustWithoutProcesses } from './trust-once.ts';
import type { TrustPart } from './trust-part.ts';

/**
 * The whole life of the process that looks at what the host trusts: waits for one request, answers it in two parts, and
 * ends. It also ends when its parent goes.
 */
export async function runTrustChild(port: NodeJS.Process = process): Promise<void> {
  if (port.send === undefined)
    throw new Error('look-at-trust is started by the exporter itself, not by hand');
  const given = Promise.withResolvers<TrustLook>();
  port.once('disconnect', () => port.exit(0));
  port.once('message', (message) => given.resolve(message as TrustLook));
  const tell = (part: TrustPart): Promise<void> =>
    new Promise((resolve) => void port.send?.(part, undefined, undefined, () => resolve()));
  const look = await given.promise;
  await tell({ report: await trustWithoutProcesses(look) });
  await tell({ processes: lookAtProcesses(look) });
  port.disconnect();
}
