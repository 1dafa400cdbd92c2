import { isDeepStrictEqual } from 'node:util';
import type { HandshakeResult } from '../../model/handshake.ts';

/** Whether two results say the same in everything but when it was, how long it took, and the words for people. */
export function sameFacts(one: HandshakeResult, other: HandshakeResult): boolean {
  return (
    one.success === other.success &&
    one.completed === other.completed &&
    one.chainVerified === other.chainVerified &&
    one.hostnameMatch === other.hostnameMatch &&
    one.failure?.phase === other.failure?.phase &&
    one.failure?.reason === other.failure?.reason &&
    one.peerAddress === other.peerAddress &&
    one.servedCount === other.servedCount &&
    one.chainNotAfter === other.chainNotAfter &&
    one.clientCertificateRequested === other.clientCertificateRequested &&
    one.servesStored === other.servesStored &&
    one.target === other.target &&
    sameChain(one, other) &&
    isDeepStrictEqual(one.session, other.session) &&
    isDeepStrictEqual(one.chainFindings, other.chainFindings) &&
    isDeepStrictEqual(one.ocsp, other.ocsp)
  );
}

/** Whether the same certificates were served at the same places. */
export function sameChain(
  one: Pick<HandshakeResult, 'chain' | 'unreadable'>,
  other: Pick<HandshakeResult, 'chain' | 'unreadable'>,
): boolean {
  const { chain } = other;
  return (
    one.chain.length === chain.length &&
    one.chain.every(
      ({ index, certificate }, place) =>
        index === chain[place]?.index &&
        certificate.fingerprintSha256 === chain[place].certificate.fingerprintSha256,
    ) &&
    isDeepStrictEqual(one.unreadable, other.unreadable)
  );
}
