import { describe, expect, it } from 'vitest';
import { PathCertificate } from '../../../src/handshake/verify/path-certificate.ts';
import { strictFault } from '../../../src/handshake/verify/strict-fault.ts';
import { extension, type GeneratedCertificate } from '../../support/certificate-factory.ts';
import { FAULTS, faultyChain, isTriedAt, NOW } from '../../support/chain-faults.ts';
import { boolean, implicit, sequence } from '../../support/der-writer.ts';
import { read, verdictOn } from '../../support/judged-chain.ts';
import { askOpenssl } from '../../support/other-clients.ts';
import { authority, type PkiOptions, server } from '../../support/pki.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const root = authority('Root');
const LOOSE_CA = { basicConstraints: null, extensions: [extension('2.5.29.19', sequence(boolean(true)))] };
const NAMES = sequence(implicit(2, Buffer.from('www.example.com')));
const BARE = authority('Bare', { keyUsage: undefined as never, identifiers: false });
const NO_SUBJECT = { subject: sequence(), sans: [] };

function chainOf(issuing: PkiOptions = {}, leaf: PkiOptions = {}): GeneratedCertificate[] {
  const issuer = authority('Issuing', { issuer: root, ...issuing });
  return [server({ issuer, ...leaf }), issuer, root];
}

/** Chains that only the strict refuse, and why; and some that nobody refuses. */
const CASES: readonly [what: string, chain: GeneratedCertificate[], fault: string | undefined][] = [
  ['nothing odd', chainOf(), undefined],
  [
    'a leaf without authorityKeyIdentifier',
    chainOf({}, { identifiers: false }),
    'The certificate does not say which',
  ],
  [
    'an authority without identifiers',
    chainOf({ identifiers: false }),
    'The intermediate CN=Issuing does not say which key',
  ],
  [
    'basicConstraints that are not critical',
    chainOf(LOOSE_CA),
    'CN=Issuing does not mark its basicConstraints',
  ],
  [
    'an authority without keyUsage',
    chainOf({ keyUsage: undefined as never }),
    'is an authority without keyUsage',
  ],
  [
    'a leaf that may sign',
    chainOf({}, { keyUsage: ['digitalSignature', 'keyCertSign'] }),
    'may sign certificates',
  ],
  [
    'an empty subject, alternative names not critical',
    chainOf({}, { ...NO_SUBJECT, extensions: [extension('2.5.29.17', NAMES)] }),
    'has no subject, and does not mark',
  ],
  [
    'an empty subject, alternative names critical',
    chainOf({}, { ...NO_SUBJECT, extensions: [extension('2.5.29.17', NAMES, true)] }),
    undefined,
  ],
  [
    'a root without anything',
    [server({ issuer: BARE }), BARE],
    'The trusted authority CN=Bare is an authority without keyUsage',
  ],
];

describe('what only the strict refuse', () => {
  it.each(CASES)('%s', (_what, chain, fault) => {
    const found = strictFault(chain.map((each) => read(each)));
    if (fault === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(fault);
  });
});

it('is a note of the verdict on a chain that is good, and on no other', () => {
  const [leaf, issuing] = chainOf({ identifiers: false });
  const served = [leaf, issuing].filter((each) => each !== undefined);
  const note =
    'The intermediate CN=Issuing does not say which key of its issuer has signed it (authorityKeyIdentifier), so that Python 3.13 and later refuse the chain (VERIFY_X509_STRICT).';
  expect(verdictOn({ served, anchors: [root] })).toMatchObject({ flaws: [], notes: [note] });
  expect(verdictOn({ served, anchors: [] }).notes).toEqual([]);
  expect(verdictOn({ served: chainOf(), anchors: [root] }).notes).toEqual([]);
});

it('is what openssl verify refuses with -x509_strict, and accepts without', { timeout: 120_000 }, () => {
  const folder = temporaryFolder();
  const faulty = FAULTS.flatMap((fault) =>
    [0, 1, 2]
      .filter((place) => isTriedAt(fault, 3, place))
      .map((place) => ({ label: `${fault.name} at ${place}`, chain: faultyChain(fault, 3, place) })),
  );
  const chains = [...faulty, ...CASES.map(([label, chain]) => ({ label, chain }))];
  const told: string[] = [];
  let compared = 0;
  for (const { label, chain } of chains) {
    const [served, anchors] = [chain.slice(0, -1), chain.slice(-1)];
    if (chain.some(({ der }) => typeof PathCertificate.read(der) === 'string')) continue;
    if (verdictOn({ served, anchors }).flaws.length > 0) continue;
    const ders = (list: typeof chain): Buffer[] => list.map(({ der }) => der);
    const question = { served: ders(served), anchors: ders(anchors), name: 'www.example.com', now: NOW };
    if (!askOpenssl(question, folder).accepted) continue;
    compared++;
    const fault = strictFault(chain.map((each) => read(each)));
    const { accepted, reason } = askOpenssl(question, folder, ['-x509_strict']);
    if (accepted !== (fault === undefined)) told.push(`${label}: ${fault ?? 'nothing'}; ${reason}`);
  }
  expect(told).toEqual([]);
  expect(compared).toBeGreaterThan(50);
});
