import type { VerifyReason } from '../../src/handshake/verify/flaw.ts';
import type { ChainFinding } from '../../src/model/handshake.ts';
import { createCertificate, type GeneratedCertificate } from './certificate-factory.ts';
import { crossSigned, damaged, NOW } from './chain-faults.ts';
import { namedShapes } from './named-shapes.ts';
import { authority, server, subtree } from './pki.ts';

const DAY = 86_400;
const EXPIRED = { notAfter: NOW - DAY };

/** A served chain and a trust store that only together make a case. */
export interface ChainShape {
  readonly name: string;
  readonly served: readonly GeneratedCertificate[];
  readonly anchors: readonly GeneratedCertificate[];
  /** Why a strict client refuses it; absent where it goes on. */
  readonly reason?: VerifyReason;
  readonly findings?: readonly ChainFinding[];
  readonly expectedName?: string;
}

/** Chains that are odd as a whole, made anew. */
export function chainShapes(): ChainShape[] {
  const root = authority('Root');
  const issuing = authority('Issuing', { issuer: root });
  const leaf = server({ issuer: issuing });
  const oldRoot = authority('Old Root');
  const expiredOldRoot = authority('Expired Old Root', EXPIRED);
  const crossed = crossSigned(root, { issuer: oldRoot });
  const crossedByExpired = crossSigned(root, { issuer: expiredOldRoot });
  const expiredCross = crossSigned(root, { issuer: oldRoot, ...EXPIRED });
  const renewed = crossSigned(issuing, { issuer: root });
  const expiredIssuing = crossSigned(issuing, { issuer: root, ...EXPIRED });
  const stranger = authority('Stranger');
  const namesake = authority('Root');
  const unidentified = { identifiers: false };
  const plainNamesake = authority('Plain Root', unidentified);
  const plainRoot = authority('Plain Root', unidentified);
  const selfSigned = server();
  const selfSignedAuthority = server({
    basicConstraints: { isAuthority: true },
    keyUsage: ['digitalSignature', 'keyCertSign'],
  });
  const upperCase = authority([['CN', 'ISSUING   ca', 'printable']], { issuer: root });
  const rollOver = crossSigned(root, { issuer: authority('Root') });
  const constrained = authority('Constrained', { issuer: root, permitted: [subtree.dns('example.org')] });
  const unconstrained = crossSigned(constrained, { issuer: oldRoot });
  const forged = createCertificate({
    subject: 'Issuing',
    isAuthority: true,
    key: issuing.key,
    issuerName: root.subject,
  });
  return [
    { name: 'whole and in order', served: [leaf, issuing], anchors: [root] },
    { name: 'with its root', served: [leaf, issuing, root], anchors: [root], findings: ['root_included'] },
    {
      name: 'root in the middle',
      served: [leaf, root, issuing],
      anchors: [root],
      findings: ['out_of_order', 'root_included'],
    },
    {
      name: 'an intermediate twice',
      served: [leaf, issuing, issuing],
      anchors: [root],
      findings: ['duplicate'],
    },
    { name: 'the leaf twice', served: [leaf, leaf, issuing], anchors: [root], findings: ['duplicate'] },
    {
      name: 'a stranger among them',
      served: [leaf, stranger, issuing],
      anchors: [root],
      findings: ['superfluous', 'root_included'],
    },
    {
      name: 'another leaf behind it',
      served: [leaf, issuing, server({ issuer: issuing })],
      anchors: [root],
      findings: ['superfluous'],
    },
    { name: 'the leaf alone', served: [leaf], anchors: [root], reason: 'unknown_authority' },
    {
      name: 'nobody trusted',
      served: [leaf, issuing, root],
      anchors: [],
      reason: 'unknown_authority',
      findings: ['root_included'],
    },
    {
      name: 'another root trusted',
      served: [leaf, issuing],
      anchors: [stranger],
      reason: 'unknown_authority',
    },
    {
      name: 'a root of the same name trusted',
      served: [leaf, issuing],
      anchors: [namesake],
      reason: 'unknown_authority',
    },
    { name: 'two roots of the same name trusted', served: [leaf, issuing], anchors: [namesake, root] },
    {
      name: 'a namesake without identifiers trusted',
      served: [server({ issuer: plainRoot, ...unidentified })],
      anchors: [plainNamesake],
      reason: 'unknown_authority',
    },
    {
      name: 'namesakes without identifiers trusted',
      served: [server({ issuer: plainRoot, ...unidentified })],
      anchors: [plainNamesake, plainRoot],
    },
    { name: 'the intermediate itself trusted', served: [leaf], anchors: [issuing] },
    { name: 'the intermediate itself trusted and served', served: [leaf, issuing], anchors: [issuing] },
    { name: 'the leaf itself trusted', served: [leaf], anchors: [leaf] },
    { name: 'self-signed', served: [selfSigned], anchors: [root], reason: 'self_signed' },
    { name: 'self-signed and trusted', served: [selfSigned], anchors: [selfSigned] },
    {
      name: 'self-signed by an authority',
      served: [selfSignedAuthority],
      anchors: [root],
      reason: 'self_signed',
    },
    { name: 'self-signed, expired', served: [server(EXPIRED)], anchors: [root], reason: 'expired' },
    { name: 'cross-signed, new root trusted', served: [leaf, issuing, crossed], anchors: [root] },
    { name: 'cross-signed, old root trusted', served: [leaf, issuing, crossed], anchors: [oldRoot] },
    { name: 'cross-signed, both trusted', served: [leaf, issuing, crossed], anchors: [oldRoot, root] },
    {
      name: 'cross-signed by an expired root, both trusted',
      served: [leaf, issuing, crossedByExpired],
      anchors: [expiredOldRoot, root],
    },
    {
      name: 'cross-signed by an expired root, that alone trusted',
      served: [leaf, issuing, crossedByExpired],
      anchors: [expiredOldRoot],
      reason: 'expired',
    },
    {
      name: 'expired cross-signature, both trusted',
      served: [leaf, issuing, expiredCross],
      anchors: [oldRoot, root],
    },
    {
      name: 'expired cross-signature, old root trusted',
      served: [leaf, issuing, expiredCross],
      anchors: [oldRoot],
      reason: 'expired',
    },
    { name: 'both of two intermediates of one key', served: [leaf, issuing, renewed], anchors: [root] },
    {
      name: 'an expired intermediate before its successor',
      served: [leaf, expiredIssuing, issuing],
      anchors: [root],
    },
    {
      name: 'an expired intermediate alone',
      served: [leaf, expiredIssuing],
      anchors: [root],
      reason: 'expired',
    },
    {
      name: 'a forged intermediate before the real one',
      served: [leaf, forged, issuing],
      anchors: [root],
    },
    { name: 'a damaged leaf', served: [damaged(leaf), issuing], anchors: [root], reason: 'invalid_chain' },
    {
      name: 'issued by a leaf',
      served: [server({ issuer: leaf }), leaf, issuing],
      anchors: [root],
      reason: 'invalid_chain',
    },
    {
      name: 'a name in another string type, case and spacing',
      served: [server({ issuer: upperCase, issuerName: 'Issuing CA' }), upperCase],
      anchors: [root],
    },
    {
      name: 'a new key of the root, signed by the old one',
      served: [leaf, issuing, rollOver],
      anchors: [root],
    },
    {
      name: 'constrained one way, free the other',
      served: [server({ issuer: constrained }), constrained, unconstrained],
      anchors: [root, oldRoot],
    },
    {
      name: 'constrained one way, nobody trusted the other',
      served: [server({ issuer: constrained }), constrained, unconstrained],
      anchors: [root],
      reason: 'invalid_chain',
    },
    ...namedShapes(root, issuing),
  ];
}
