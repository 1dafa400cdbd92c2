import type { GeneratedCertificate } from './certificate-factory.ts';
import { crossSigned } from './chain-faults.ts';
import type { ChainShape } from './chain-shapes.ts';
import { server, subtree } from './pki.ts';

/** Chains whose names, or the constraints on them, make the case. */
export function namedShapes(root: GeneratedCertificate, issuing: GeneratedCertificate): ChainShape[] {
  const leaf = server({ issuer: issuing });
  return [
    {
      name: 'another name',
      served: [leaf, issuing],
      anchors: [root],
      expectedName: 'example.com',
      reason: 'hostname_mismatch',
    },
    {
      name: 'an address',
      served: [server({ issuer: issuing, sans: ['IP:192.0.2.1'] }), issuing],
      anchors: [root],
      expectedName: '192.0.2.1',
    },
    {
      name: 'an address, IPv6',
      served: [server({ issuer: issuing, sans: ['IP:2001:db8::1'] }), issuing],
      anchors: [root],
      expectedName: '2001:db8:0::1',
    },
    {
      name: 'an address as a name',
      served: [server({ issuer: issuing, sans: ['DNS:192.0.2.1'] }), issuing],
      anchors: [root],
      expectedName: '192.0.2.1',
      reason: 'hostname_mismatch',
    },
    {
      name: 'a wildcard',
      served: [server({ issuer: issuing, sans: ['DNS:*.example.com'] }), issuing],
      anchors: [root],
    },
    {
      name: 'a label that begins with a hyphen',
      served: [server({ issuer: issuing, sans: ['DNS:-a.example.com'] }), issuing],
      anchors: [root],
      expectedName: '-a.example.com',
    },
    {
      name: 'a label that ends with a hyphen',
      served: [server({ issuer: issuing, sans: ['DNS:a-.example.com'] }), issuing],
      anchors: [root],
      expectedName: 'a-.example.com',
    },
    {
      name: 'a wildcard two levels up',
      served: [server({ issuer: issuing, sans: ['DNS:*.com'] }), issuing],
      anchors: [root],
      reason: 'hostname_mismatch',
    },
    {
      name: 'a wildcard for an excluded name',
      served: [server({ issuer: root, sans: ['DNS:*.example.com'] })],
      anchors: [crossSigned(root, { excluded: [subtree.dns('www.example.com')] })],
      reason: 'invalid_chain',
    },
    {
      name: 'an excluded address',
      served: [server({ issuer: root, sans: ['DNS:www.example.com', 'IP:10.1.2.3'] })],
      anchors: [crossSigned(root, { excluded: [subtree.ip(10, 0, 0, 0, 255, 0, 0, 0)] })],
      reason: 'invalid_chain',
    },
    {
      name: 'a permitted address',
      served: [server({ issuer: root, sans: ['DNS:www.example.com', 'IP:10.1.2.3'] })],
      anchors: [crossSigned(root, { permitted: [subtree.ip(10, 0, 0, 0, 255, 0, 0, 0)] })],
    },
    {
      name: 'an address that is not permitted',
      served: [server({ issuer: root, sans: ['DNS:www.example.com', 'IP:11.1.2.3'] })],
      anchors: [crossSigned(root, { permitted: [subtree.ip(10, 0, 0, 0, 255, 0, 0, 0)] })],
      reason: 'invalid_chain',
    },
    {
      name: 'an IPv6 address under constraints for IPv4',
      served: [server({ issuer: root, sans: ['DNS:www.example.com', 'IP:2001:db8::1'] })],
      anchors: [crossSigned(root, { permitted: [subtree.ip(10, 0, 0, 0, 255, 0, 0, 0)] })],
      reason: 'invalid_chain',
    },
    {
      name: 'mail that is not permitted',
      served: [server({ issuer: root, sans: ['DNS:www.example.com', 'email:a@example.org'] })],
      anchors: [crossSigned(root, { permitted: [subtree.email('example.com')] })],
      reason: 'invalid_chain',
    },
    {
      name: 'mail that is permitted',
      served: [server({ issuer: root, sans: ['DNS:www.example.com', 'email:a@example.com'] })],
      anchors: [crossSigned(root, { permitted: [subtree.email('example.com')] })],
    },
    {
      name: 'a URI that is not permitted',
      served: [server({ issuer: root, sans: ['DNS:www.example.com', 'URI:https://example.org/'] })],
      anchors: [crossSigned(root, { permitted: [subtree.uri('.example.com')] })],
      reason: 'invalid_chain',
    },
    {
      name: 'a URI that is permitted',
      served: [server({ issuer: root, sans: ['DNS:www.example.com', 'URI:https://a.example.com/'] })],
      anchors: [crossSigned(root, { permitted: [subtree.uri('.example.com')] })],
    },
    {
      name: 'a permitted subject, critical',
      served: [
        server({
          issuer: root,
          subject: [
            ['O', 'Example'],
            ['CN', 'x'],
          ],
        }),
      ],
      anchors: [crossSigned(root, { permitted: [subtree.directory([['O', 'EXAMPLE', 'printable']])] })],
    },
  ];
}
