import { type Attempt, type AttemptContext, attempt } from '../../src/handshake/attempt.ts';
import { KnownIntermediates } from '../../src/handshake/trust/known-intermediates.ts';
import { TrustStores } from '../../src/handshake/trust/trust-stores.ts';
import { ChainVerifier } from '../../src/handshake/verify/chain-verifier.ts';
import type { ModuleOptions } from '../../src/model/handshake-module.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { dialContext, moduleOptions, targetAt } from './dialling.ts';

/** What a test's attempts share; `now` are the Unix seconds at which the chain is judged. */
export function attemptContext(now: number, context: Partial<AttemptContext> = {}): AttemptContext {
  return {
    ...dialContext({ clock: () => now }),
    verifier: new ChainVerifier(),
    trust: new TrustStores(),
    intermediates: new KnownIntermediates(),
    reader: new CertificateReader(),
    ...context,
  };
}

/** Attempts a handshake with a port of the loopback interface once. */
export async function attemptPort(
  port: number,
  options: Partial<ModuleOptions>,
  now: number,
): Promise<Attempt> {
  const [one] = await attempt(targetAt(port), moduleOptions(options), attemptContext(now));
  if (one === undefined) throw new Error('nothing was attempted');
  return one;
}
