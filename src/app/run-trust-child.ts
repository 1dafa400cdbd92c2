import { type TrustLook, trustOnce } from './trust-once.ts';

/** The whole life of the process that looks at what the host trusts: waits for one request, answers it, and ends. It also ends when its parent goes. */
export async function runTrustChild(port: NodeJS.Process = process): Promise<void> {
  if (port.send === undefined)
    throw new Error('look-at-trust is started by the exporter itself, not by hand');
  const given = Promise.withResolvers<TrustLook>();
  port.once('disconnect', () => port.exit(0));
  port.once('message', (message) => given.resolve(message as TrustLook));
  const report = await trustOnce(await given.promise);
  await new Promise<void>((resolve) => {
    port.send?.(report, undefined, undefined, () => resolve());
  });
  port.disconnect();
}
