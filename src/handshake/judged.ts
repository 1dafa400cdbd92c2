import type {
  HandshakeFailure,
  HandshakeResult,
  ServedCertificate,
  UnreadableCertificate,
} from '../model/handshake.ts';
import type { ModuleOptions } from '../model/handshake-module.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import { fingerprintSha256 } from '../x509/read-certificate.ts';
import type { Attempt, AttemptContext } from './attempt.ts';
import type { Observation } from './observation.ts';
import type { Verdict, VerdictInput } from './verify/verdict.ts';
import type { WireReport } from './wire/handshake-observer.ts';

/**
 * Makes a result out of what a dial saw. A handshake that was not completed failed for that, whatever there is to say
 * about the chain; one that was completed can still fail for its chain or its name.
 */
export async function judged(
  observation: Observation,
  module: ModuleOptions,
  context: Omit<AttemptContext, 'resolver' | 'secureContexts' | 'keyShares' | 'standIns'>,
): Promise<Attempt> {
  const { target, address, timestamp, session, peerAddress, wire } = observation;
  const shown = hasServed(observation) ? observation : undefined;
  const trusted = shown && (await trustOf(module, context));
  const started = context.now();
  const fingerprints = wire?.served?.map(fingerprintSha256) ?? [];
  const judgement = shown && trusted && judge(shown, fingerprints, trusted, context);
  const verdict = judgement instanceof Error ? undefined : judgement;
  const served = readServed(wire?.served ?? [], fingerprints, context.reader);
  const completed = observation.failure === undefined;
  const failure = observation.failure ?? (module.verify ? verifyFailure(judgement) : undefined);
  const requested = wire?.clientCertificateRequested;
  const result: HandshakeResult = {
    target,
    ...(address === undefined ? {} : { address }),
    timestamp,
    durations: shown
      ? { ...observation.durations, verify: (context.now() - started) / 1000 }
      : observation.durations,
    success: failure === undefined,
    completed,
    ...(verdict === undefined
      ? {}
      : { chainVerified: verdict.chainVerified, hostnameMatch: verdict.hostnameMatch }),
    ...(failure === undefined ? {} : { failure }),
    ...(session === undefined ? {} : { session }),
    ...(peerAddress === undefined ? {} : { peerAddress }),
    chain: served.chain,
    unreadable: served.unreadable,
    ...(shown === undefined ? {} : { servedCount: shown.wire.servedCount }),
    ...(verdict?.chainNotAfter === undefined ? {} : { chainNotAfter: verdict.chainNotAfter }),
    chainFindings: verdict?.chainFindings ?? [],
    // In TLS 1.2 the staple comes after the chain, so that a chain alone says nothing about it.
    ...(requested === undefined ? {} : { clientCertificateRequested: requested }),
    ...(requested === undefined || verdict === undefined ? {} : { ocsp: verdict.ocsp }),
  };
  return verdict === undefined ? { result } : { result, verdict };
}

/** An observation of a server that showed certificates. */
type Served = Observation & { readonly wire: WireReport & { readonly served: readonly Uint8Array[] } };

function hasServed(observation: Observation): observation is Served {
  const served = observation.wire?.served;
  return served !== undefined && served.length > 0;
}

type Trusted = Pick<VerdictInput, 'trust' | 'intermediates'>;

async function trustOf(
  { trust: choice, intermediatesPath: path }: ModuleOptions,
  { trust: stores, intermediates }: Pick<AttemptContext, 'trust' | 'intermediates'>,
): Promise<Trusted> {
  const trust = await stores.get(choice);
  if (path === undefined) return { trust, intermediates: intermediates.with() };
  const { anchors } = await stores.get({ kind: 'path', path });
  return { trust, intermediates: intermediates.with(anchors) };
}

/** The verdict on what was served, and an error only where this program has a bug. */
function judge(
  { wire, expectedName }: Served,
  fingerprints: readonly string[],
  trusted: Trusted,
  { verifier, clock }: Pick<AttemptContext, 'verifier' | 'clock'>,
): Verdict | Error {
  try {
    return verifier.verdict({
      served: wire.served,
      fingerprints,
      expectedName,
      ...trusted,
      staple: wire.staple,
      now: clock(),
    });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function verifyFailure(judgement: Verdict | Error | undefined): HandshakeFailure | undefined {
  if (judgement instanceof Error) {
    return {
      phase: 'verify',
      reason: 'internal',
      detail: `The chain could not be judged: ${judgement.message}.`,
    };
  }
  if (judgement !== undefined) return judgement.failure;
  // The dial offers no cipher suite without certificates, so that OpenSSL would have failed before.
  return {
    phase: 'verify',
    reason: 'invalid_chain',
    detail: 'The server completed the handshake without a certificate that could be seen.',
  };
}

function readServed(
  served: readonly Uint8Array[],
  fingerprints: readonly string[],
  reader: CertificateReader,
): { chain: readonly ServedCertificate[]; unreadable: readonly UnreadableCertificate[] } {
  const chain: ServedCertificate[] = [];
  const unreadable: UnreadableCertificate[] = [];
  const budget = { left: 2 };
  for (const [index, der] of served.entries()) {
    const bytes = Buffer.from(der.buffer, der.byteOffset, der.length);
    const { certificate, refused } = reader.read(bytes, budget, fingerprints[index]);
    if (certificate !== undefined) chain.push({ index, certificate });
    else unreadable.push({ index, detail: `Served certificate ${index} cannot be read: ${refused}.` });
  }
  return { chain, unreadable };
}
