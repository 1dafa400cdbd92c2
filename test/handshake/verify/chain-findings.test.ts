import { expect, it } from 'vitest';
import { servedOrder } from '../../../src/handshake/verify/chain-findings.ts';
import { SIGNATURE_UNITS, SignatureChecks } from '../../../src/handshake/verify/signature-checks.ts';
import type { GeneratedCertificate } from '../../support/certificate-factory.ts';
import { crossSigned, damaged } from '../../support/chain-faults.ts';
import { poolOf } from '../../support/judged-chain.ts';
import { authority, server } from '../../support/pki.ts';

const root = authority('Root');
const oldRoot = authority('Old');
const crossed = crossSigned(root, { issuer: oldRoot });
const upper = authority('Upper', { issuer: root });
const lower = authority('Lower', { issuer: upper });
const leaf = server({ issuer: lower });
const stranger = server({ issuer: root });

function order(served: readonly GeneratedCertificate[], units = SIGNATURE_UNITS) {
  const { findings, end } = servedOrder(poolOf(...served), served.length, new SignatureChecks(), {
    left: units,
  });
  return { findings, end: end.subject };
}

it.each<[string, readonly GeneratedCertificate[], readonly string[], string]>([
  ['a whole chain', [leaf, lower, upper], [], 'CN=Upper'],
  ['a leaf alone', [leaf], [], 'CN=www.example.com'],
  ['a root', [leaf, lower, upper, root], ['root_included'], 'CN=Root'],
  ['a cross-signed root, which is an intermediate', [leaf, lower, upper, crossed], [], 'CN=Root'],
  ['two out of order', [leaf, upper, lower], ['out_of_order'], 'CN=Upper'],
  ['a gap', [leaf, upper], ['superfluous'], 'CN=www.example.com'],
  ['one too many', [leaf, lower, upper, stranger], ['superfluous'], 'CN=Upper'],
  ['one twice', [leaf, lower, upper, lower], ['duplicate'], 'CN=Upper'],
  [
    'everything',
    [leaf, root, stranger, upper, lower, lower],
    ['superfluous', 'out_of_order', 'root_included', 'duplicate'],
    'CN=Root',
  ],
  [
    'a broken signature, which key identifiers tell from a stranger',
    [leaf, damaged(lower), upper],
    [],
    'CN=Upper',
  ],
  ['a self-signed leaf, which is no root', [server()], [], 'CN=www.example.com'],
])('%s', (_, served, findings, end) => {
  expect(order(served)).toEqual({ findings, end });
});

it('calls nothing superfluous that it could not afford to look at', () => {
  const plain = { identifiers: false };
  const issuer = authority('Plain', plain);
  expect(order([server({ issuer, ...plain }), issuer], 0).findings).not.toContain('superfluous');
});
