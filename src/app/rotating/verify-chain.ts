import { CertificatePool } from '../../handshake/verify/certificate-pool.ts';
import { ChainVerifier } from '../../handshake/verify/chain-verifier.ts';
import type { VerifyChain } from '../../rotation/run.ts';

/** Validates a stored chain against new anchors, as the prober would if a server served it; its name is nobody's. */
export const verifyChain: VerifyChain = ({ chain, anchors, now }) => {
  const { flaws } = new ChainVerifier({ mostChains: 1 }).verdict({
    served: chain,
    expectedName: '',
    trust: { anchors: CertificatePool.fromDer(anchors), description: 'the new anchors' },
    now,
  });
  return flaws.find(({ reason }) => reason !== 'hostname_mismatch')?.detail;
};
