import { expect, it } from 'vitest';
import { pathFlaws } from '../../../src/handshake/verify/path-flaws.ts';
import { FAULTS, type Fault, faultyChain, isTriedAt } from '../../support/chain-faults.ts';
import { read } from '../../support/judged-chain.ts';

/** Which fault at which place of a chain of three is what; those that are not here are no flaw of a path. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'RSA 1024': { leaf: 'weak_crypto', intermediate: 'weak_crypto', root: 'weak_crypto' },
  'P-224': { leaf: 'weak_crypto', intermediate: 'weak_crypto', root: 'weak_crypto' },
  'signs with SHA-1': { intermediate: 'weak_crypto', root: 'weak_crypto' },
  'signs with MD5': { intermediate: 'weak_crypto', root: 'weak_crypto' },
  'without basicConstraints': { intermediate: 'basicConstraints', root: 'basicConstraints' },
  'basicConstraints say no CA': { intermediate: 'basicConstraints', root: 'basicConstraints' },
  'pathLength 0': { root: 'pathLenConstraint' },
  'keyUsage for CRLs alone': { leaf: 'keyUsage', intermediate: 'keyUsage', root: 'keyUsage' },
  'keyUsage for certificates alone': { leaf: 'keyUsage' },
  'purpose client': { leaf: 'extendedKeyUsage', intermediate: 'extendedKeyUsage', root: 'extendedKeyUsage' },
  'any purpose': { leaf: 'extendedKeyUsage', intermediate: 'extendedKeyUsage', root: 'extendedKeyUsage' },
  'unknown critical extension': { leaf: '1.2.3.4.5', intermediate: '1.2.3.4.5', root: '1.2.3.4.5' },
  'another authority key identifier': {
    leaf: 'authorityKeyIdentifier',
    intermediate: 'authorityKeyIdentifier',
  },
  'version 1': { intermediate: 'basicConstraints' },
  'permits another name': { intermediate: 'name constraints', root: 'name constraints' },
  'permits a part of the name': { intermediate: 'name constraints', root: 'name constraints' },
  'permits another name, not critical': { intermediate: 'name constraints', root: 'name constraints' },
  'excludes the name': { intermediate: 'name constraints', root: 'name constraints' },
  'excludes the domain': { intermediate: 'name constraints', root: 'name constraints' },
  'permits the domain, excludes the name': { intermediate: 'name constraints', root: 'name constraints' },
  'permits another subject': { intermediate: 'name constraints', root: 'name constraints' },
  'demands a policy': { intermediate: 'certificate policy' },
  'a critical authority key identifier': { leaf: '2.5.29.35', intermediate: '2.5.29.35', root: '2.5.29.35' },
  'a critical subject key identifier': { leaf: '2.5.29.14' },
  'a name that is not ASCII': { leaf: 'not ASCII' },
  'an address of five octets': { leaf: '5 octets' },
  'constrains registered identifiers': { intermediate: 'name constraints', root: 'name constraints' },
};

/** Those are told before a path is there: by the reader, or by the search. */
const OF_OTHERS = new Set([
  'an extension twice',
  'damaged signature',
  'a serial number with a needless octet',
  'a date with an offset',
  'a date without seconds',
  'a date with fractions of a second',
]);

const flawsOf = (fault: Fault, place: number) =>
  pathFlaws({ certificates: faultyChain(fault, 3, place).map((each) => read(each)) });

it.each(FAULTS.filter(({ name }) => !OF_OTHERS.has(name)))('$name', (fault) => {
  for (const [place, kind] of ['leaf', 'intermediate', 'root'].entries()) {
    if (!isTriedAt(fault, 3, place)) continue;
    const flaws = flawsOf(fault, place);
    const expected = EXPECTED[fault.name]?.[kind];
    if (expected === undefined) {
      expect(flaws).toEqual([]);
    } else {
      expect(flaws.length).toBeGreaterThan(0);
      for (const { reason, detail } of flaws) {
        expect(reason).toBe(expected === 'weak_crypto' ? expected : 'invalid_chain');
        expect(detail).toMatch(
          /^The (?:certificate|intermediate CN=|trusted authority CN=).*\.$|^An intermediate of the path .*\.$/,
        );
        if (reason === 'invalid_chain') expect(detail).toContain(expected);
      }
    }
  }
});

it('names the certificate whose signature is not its issuer’s', () => {
  const certificates = faultyChain({ name: '', options: {} }, 3, 0).map((each) => read(each));
  const [flaw] = pathFlaws({ certificates, brokenAt: 1 });
  expect(flaw?.detail).toBe(
    'The intermediate CN=Authority 1,O=Example has a signature that its issuer did not make.',
  );
});
