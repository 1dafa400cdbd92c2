import type { TrustStore } from '../../src/handshake/trust/trust-store.ts';
import { CertificatePool } from '../../src/handshake/verify/certificate-pool.ts';
import { ChainVerifier } from '../../src/handshake/verify/chain-verifier.ts';
import { PathCertificate } from '../../src/handshake/verify/path-certificate.ts';
import type { Verdict, VerdictInput } from '../../src/handshake/verify/verdict.ts';
import type { GeneratedCertificate } from './certificate-factory.ts';
import { NOW } from './chain-faults.ts';

/** A trust store of these certificates. */
export function trusting(...anchors: readonly GeneratedCertificate[]): TrustStore {
  return { anchors: poolOf(...anchors), description: 'the test' };
}

export function poolOf(...certificates: readonly GeneratedCertificate[]): CertificatePool {
  return new CertificatePool(certificates.map((each) => read(each)));
}

/** The certificate as path validation reads it; it has to be readable. */
export function read({ der }: Pick<GeneratedCertificate, 'der'>): PathCertificate {
  const reading = PathCertificate.read(der);
  if (typeof reading === 'string') throw new TypeError(reading);
  return reading;
}

export interface JudgedChain extends Partial<Omit<VerdictInput, 'served' | 'trust' | 'intermediates'>> {
  readonly served: readonly GeneratedCertificate[];
  readonly anchors?: readonly GeneratedCertificate[];
  readonly intermediates?: readonly GeneratedCertificate[];
}

/** What a new verifier says of a chain for `www.example.com` at the usual moment. */
export function verdictOn({ served, anchors = [], intermediates, ...rest }: JudgedChain): Verdict {
  return new ChainVerifier().verdict({
    expectedName: 'www.example.com',
    now: NOW,
    ...rest,
    served: served.map(({ der }) => der),
    trust: trusting(...anchors),
    ...(intermediates === undefined ? {} : { intermediates: poolOf(...intermediates) }),
  });
}
