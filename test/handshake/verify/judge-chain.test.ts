import { expect, it } from 'vitest';
import { EMPTY_POOL } from '../../../src/handshake/verify/certificate-pool.ts';
import { judgeChain } from '../../../src/handshake/verify/judge-chain.ts';
import { SignatureChecks } from '../../../src/handshake/verify/signature-checks.ts';
import { crossSigned } from '../../support/chain-faults.ts';
import { poolOf, read, trusting } from '../../support/judged-chain.ts';
import { authority, MUST_STAPLE, server } from '../../support/pki.ts';

const root = authority('Root');
const issuing = authority('Issuing', { issuer: root });
const leaf = server({
  issuer: issuing,
  extensions: [MUST_STAPLE],
  serialNumber: 0xabc,
  notAfter: 1,
  sans: ['DNS:a'],
});
const judge = (
  served: Parameters<typeof judgeChain>[0],
  trust = trusting(root),
  intermediates = EMPTY_POOL,
) => judgeChain(served, trust, intermediates, new SignatureChecks());

it('keeps what is asked about a leaf, and who really issued it', () => {
  const namesake = authority('Issuing');
  const { leaf: facts } = judge([leaf, issuing, namesake].map((each) => read(each)));
  expect(facts).toMatchObject({
    serialNumber: '0abc',
    notAfter: 1,
    mustStaple: true,
    names: [{ text: 'a' }],
  });
  expect(facts?.issuers.map(({ fingerprint }) => fingerprint)).toEqual([read(issuing).fingerprint]);
});

it('does not look at dates', () => {
  expect(judge([read(leaf), read(issuing)])).toMatchObject({
    flaws: [],
    noPath: undefined,
    paths: [{ flaws: [] }],
  });
});

it('says where the steps of a path come from', () => {
  const origins = judge([read(leaf)], trusting(root), poolOf(issuing)).paths.map(({ steps }) =>
    steps.map(({ origin }) => origin),
  );
  expect(origins).toEqual([['served', 'added', 'anchor']]);
});

it.each([
  ['which is neither served nor in the test', [leaf], trusting(root)],
  ['the authority of that name in the test has another key', [leaf], trusting(authority('Issuing'))],
  ['the root CN=Root, which is not in the test', [leaf, issuing, root], trusting()],
])('says where a chain ends: %s', (words, served, trust) => {
  const { noPath } = judge(
    served.map((each) => read(each)),
    trust,
  );
  expect(noPath?.reason).toBe('unknown_authority');
  expect(noPath?.detail).toContain(words);
});

it('looks at a leaf without a path for its own sake', () => {
  const weak = server({ issuer: issuing, key: 'rsa-1024', purposes: ['clientAuth'] });
  const { flaws } = judge([read(weak)], trusting());
  expect(flaws.map(({ reason }) => reason)).toEqual(['weak_crypto', 'invalid_chain']);
});

it('says of an unreadable certificate which it is, and of nothing that it is nothing', () => {
  expect(judge([read(leaf), 'is odd']).flaws[0]?.detail).toBe(
    "Certificate 1 behind the server's own cannot be read: is odd.",
  );
  expect(judge(['is odd']).flaws).toEqual([
    { reason: 'invalid_chain', detail: 'The certificate cannot be read: is odd.' },
  ]);
  expect(judge([]).flaws).toEqual([{ reason: 'invalid_chain', detail: 'The server sent no certificate.' }]);
});

it('takes a certificate of a trusted name and key for signed by itself only where nothing better is there', () => {
  const own = authority('Own', { keyUsage: ['keyCertSign', 'digitalSignature'] });
  const renewed = crossSigned(own, {
    keyUsage: ['digitalSignature', 'keyCertSign'],
    purposes: ['serverAuth'],
  });
  expect(judge([read(renewed)], trusting(own)).noPath?.reason).toBe('self_signed');
});

it('says that trust could not be loaded, which may well have held what is signed by itself', () => {
  const own = server();
  const trust = { ...trusting(), problem: '/etc/pki/ca.pem cannot be loaded' };
  expect(judge([read(own)], trust).noPath).toEqual({
    reason: 'self_signed',
    detail:
      'The certificate is signed by its own key alone, and is not trusted itself; /etc/pki/ca.pem cannot be loaded.',
  });
});
