import { describe, expect, it } from 'vitest';
import { policyBreach } from '../../../src/handshake/verify/policy-breach.ts';
import { ANY_POLICY, type PolicyExtensions } from '../../../src/handshake/verify/policy-extensions.ts';
import type { GeneratedCertificate } from '../../support/certificate-factory.ts';
import { NOW } from '../../support/chain-faults.ts';
import { read } from '../../support/judged-chain.ts';
import { askGo, HAS_GO } from '../../support/other-clients.ts';
import { authority, server } from '../../support/pki.ts';
import { policyExtensions } from '../../support/policies.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const [A, B, C] = ['1.2.3.1', '1.2.3.2', '1.2.3.3'] as const;
const DEMAND = { requireExplicitPolicy: 0 };
const ANY = [ANY_POLICY];

/** From the certificate below the anchor down to the leaf, what each says, and whether the path holds. */
const CASES: readonly (readonly [string, boolean, ...PolicyExtensions[]])[] = [
  ['nothing is demanded', true, {}, {}, {}],
  ['a policy all the way', true, { ...DEMAND, policies: [A] }, { policies: [A, B] }, { policies: [A] }],
  ['no policy at all', false, DEMAND, {}, {}],
  ['none in the leaf', false, { ...DEMAND, policies: [A] }, { policies: [A] }, {}],
  ['none in the middle', false, { ...DEMAND, policies: [A] }, {}, { policies: [A] }],
  ['another in the leaf', false, { ...DEMAND, policies: [A] }, { policies: [A] }, { policies: [B] }],
  ['another in the middle', false, { ...DEMAND, policies: [A] }, { policies: [B] }, { policies: [A] }],
  ['any from above', true, { ...DEMAND, policies: ANY }, { policies: [A] }, { policies: [A] }],
  ['any in the middle', true, { ...DEMAND, policies: [A] }, { policies: ANY }, { policies: [A] }],
  ['any in the leaf', true, { ...DEMAND, policies: [A] }, { policies: [A] }, { policies: ANY }],
  ['any everywhere', true, { ...DEMAND, policies: ANY }, { policies: ANY }, { policies: ANY }],
  [
    'any, inhibited from above',
    false,
    { ...DEMAND, policies: [A], inhibitAnyPolicy: 0 },
    { policies: ANY },
    { policies: [A] },
  ],
  [
    'any, inhibited one later',
    false,
    { ...DEMAND, policies: [A], inhibitAnyPolicy: 1 },
    { policies: ANY },
    { policies: ANY },
  ],
  ['demanded from two below on, in time', true, { requireExplicitPolicy: 3 }, {}, {}],
  ['demanded from two below on', false, { requireExplicitPolicy: 1 }, {}, {}],
  ['demanded by the leaf', false, {}, {}, DEMAND],
  ['demanded by the leaf of others', true, {}, {}, { requireExplicitPolicy: 1 }],
  ['demanded in the middle', false, {}, DEMAND, { policies: [A] }],
  ['mapped', true, { ...DEMAND, policies: [A], mappings: [[A, B]] }, { policies: [B] }, { policies: [B] }],
  [
    'mapped, and named as before',
    false,
    { ...DEMAND, policies: [A], mappings: [[A, B]] },
    { policies: [A] },
    { policies: [A] },
  ],
  [
    'mapped to two',
    true,
    {
      ...DEMAND,
      policies: [A],
      mappings: [
        [A, B],
        [A, C],
      ],
    },
    { policies: [C] },
    { policies: [C] },
  ],
  [
    'mapped from any',
    true,
    { ...DEMAND, policies: ANY, mappings: [[A, B]] },
    { policies: [B] },
    { policies: [B] },
  ],
  [
    'mapped, which is inhibited',
    false,
    { ...DEMAND, policies: [A], inhibitPolicyMapping: 0 },
    { policies: [A], mappings: [[A, B]] },
    { policies: [B] },
  ],
  [
    'mapped to any',
    false,
    { ...DEMAND, policies: [A], mappings: [[A, ANY_POLICY]] },
    { policies: [A] },
    { policies: [A] },
  ],
];

const root = authority('Root');

function pathOf(said: readonly PolicyExtensions[]): GeneratedCertificate[] {
  const path = [root];
  for (const [index, each] of said.entries()) {
    const options = { issuer: path[0] ?? root, extensions: policyExtensions(each) };
    path.unshift(index === said.length - 1 ? server(options) : authority(`Authority ${index}`, options));
  }
  return path;
}

const paths = CASES.map(([name, holds, ...said]) => ({ name, holds, path: pathOf(said) }));

it.each(paths)('$name: $holds', ({ holds, path }) => {
  expect(policyBreach(path.map((each) => read(each))) === undefined).toBe(holds);
});

it('does not look at what the anchor demands', () => {
  const anchor = authority('Anchor', { extensions: policyExtensions(DEMAND) });
  expect(policyBreach([server({ issuer: anchor }), anchor].map((each) => read(each)))).toBeUndefined();
});

describe.runIf(HAS_GO)('Go', () => {
  it('judges every one of them the same way', { timeout: 300_000 }, () => {
    const questions = paths.map(({ path }) => ({
      served: path.slice(0, -1).map(({ der }) => der),
      anchors: [root.der],
      name: 'www.example.com',
      now: NOW,
    }));
    const answers = askGo(questions, temporaryFolder());
    expect(
      paths.filter(({ holds }, index) => answers[index]?.accepted !== holds).map(({ name }) => name),
    ).toEqual([]);
  });
});
