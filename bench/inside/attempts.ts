/**
 * Attempts handshakes with one port of 127.0.0.1 as the exporter does on its schedule, dial and verdict, some at a
 * time, and sends the processor time of each. Arguments: the file of the trusted root, the port, how many.
 */
import { type AttemptContext, attempt } from '../../src/handshake/attempt.ts';
import { SystemResolver } from '../../src/handshake/dns/system-resolver.ts';
import { KeyShareMemory } from '../../src/handshake/tls/key-shares.ts';
import { SecureContexts } from '../../src/handshake/tls/secure-contexts.ts';
import { StandIns } from '../../src/handshake/tls/stand-ins.ts';
import { KnownIntermediates } from '../../src/handshake/trust/known-intermediates.ts';
import { TrustStores } from '../../src/handshake/trust/trust-stores.ts';
import { ChainVerifier } from '../../src/handshake/verify/chain-verifier.ts';
import type { Target } from '../../src/model/handshake.ts';
import type { ModuleOptions } from '../../src/model/handshake-module.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { WARM_UP } from '../handshakes/warm-up.ts';

/** At a time, in all measurements of single handshakes. */
const CONCURRENCY = 16;

const [, , path = '', port = '', count = ''] = process.argv;
const target: Target = {
  target: `127.0.0.1:${port}`,
  host: '127.0.0.1',
  port: Number(port),
  module: 'default',
};
const module: ModuleOptions = {
  name: 'default',
  ip: 'any',
  alpn: [],
  proxy: { kind: 'environment' },
  trust: { kind: 'path', path },
  verify: true,
  timeout: 10,
};
const context: AttemptContext = {
  signal: new AbortController().signal,
  resolver: new SystemResolver(),
  secureContexts: new SecureContexts(),
  keyShares: new KeyShareMemory(),
  standIns: new StandIns(),
  environment: {},
  now: () => performance.now(),
  clock: () => Date.now() / 1000,
  verifier: new ChainVerifier(),
  trust: new TrustStores(),
  intermediates: new KnownIntermediates(),
  reader: new CertificateReader(),
};

async function attempts(many: number): Promise<void> {
  let left = many;
  const oneAfterTheOther = async (): Promise<void> => {
    while (left-- > 0) {
      const [one] = await attempt(target, module, context);
      if (one?.result.success !== true)
        throw new Error(one?.result.failure?.detail ?? 'nothing was attempted');
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, oneAfterTheOther));
}

// So many come before, so that everything is compiled.
await attempts(WARM_UP * Number(count));
const before = process.cpuUsage();
await attempts(Number(count));
const { user, system } = process.cpuUsage(before);
process.send?.((user + system) / 1000 / Number(count));
