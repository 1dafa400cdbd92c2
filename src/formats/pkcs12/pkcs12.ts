import type { Finding } from '../../model/problem.ts';
import { TAG } from '../../x509/der-reader.ts';
import type { Keystore } from '../keystore.ts';
import { KeystoreFault, unsupported } from '../keystore-fault.ts';
import type { Passphrase } from '../passphrase.ts';
import { type BagContents, readBags } from './bags.ts';
import {
  expected,
  fewParts,
  first,
  identifier,
  octets,
  only,
  type Part,
  parts,
  wholeNumber,
} from './ber-parts.ts';
import { decryptBags } from './decrypt.ts';
import type { RoundsBudget } from './iterations.ts';
import { passphraseOfMac } from './mac.ts';

/** Content types (RFC 5652, 4, 8 and 12.1). */
const DATA = '1.2.840.113549.1.7.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const CONTEXT_0 = 0xa0;

/** Tools write two or three. */
const MOST_CONTENTS = 1000;

export interface Pkcs12Options {
  /** In the order in which they are tried. */
  readonly passphrases: readonly Passphrase[];
  /** Whether somebody said that one of these opens it, so that a MAC that none of them fits is a fault. */
  readonly isExpected: boolean;
  /** How many rounds of key derivation it may cost in all; without limit where that is not said. */
  readonly budget?: RoundsBudget;
}

/**
 * Reads a PKCS #12 file (RFC 7292), in DER or BER: its MAC is checked where a passphrase fits, what is encrypted is
 * decrypted, keys are stepped over as they lie. What can be read without a passphrase is read without. Takes the
 * time that its key derivations ask for, up to `MOST_ITERATIONS` rounds each. Never throws.
 */
export function readPkcs12(bytes: Buffer, options: Pkcs12Options): Keystore {
  const found: BagContents = { certificates: [], revocationLists: [], keys: [], bags: 0 };
  const findings: Finding[] = [];
  const budget = options.budget ?? { left: Number.POSITIVE_INFINITY };
  const note = <Result>(step: () => Result): Result | undefined => {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof KeystoreFault)) throw error;
      findings.push(error.finding);
      return undefined;
    }
  };
  note(() => {
    const { content, macData } = readPfx(bytes);
    const passphrases = note(() => verifyMac(content, macData, options, budget)) ?? [];
    const safes = only(content, TAG.sequence, 'its AuthenticatedSafe').body;
    let number = 0;
    for (const info of parts(safes, 'its AuthenticatedSafe')) {
      const what = `content ${++number} of the keystore`;
      if (number > MOST_CONTENTS) throw new KeystoreFault('too_large', `${what} is one too many`);
      note(() => readBags(bagsOf(info, passphrases, budget, what), found, what));
    }
  });
  const { certificates, revocationLists, keys } = found;
  return { kind: 'pkcs12', certificates, revocationLists, keys, findings: firstOfEach(findings) };
}

/** The octets that the MAC is about, and the MAC. @throws KeystoreFault */
function readPfx(bytes: Buffer): { readonly content: Buffer; readonly macData: Part | undefined } {
  const [version, authSafe, macData] = fewParts(
    only(bytes, TAG.sequence, 'the keystore').body,
    'the keystore',
  );
  wholeNumber(version, 'the keystore');
  const [type, wrapped] = fewParts(expected(authSafe, TAG.sequence, 'the keystore').body, 'the keystore');
  const dotted = identifier(type, 'the keystore');
  if (dotted !== DATA) {
    throw unsupported(`the keystore is guarded by ${dotted} instead of a passphrase, which is not read`);
  }
  const inner = first(expected(wrapped, CONTEXT_0, 'the keystore').body, 'the keystore');
  return { content: octets(inner, TAG.octetString, 'the keystore'), macData };
}

/**
 * The passphrases that may have encrypted the contents. One that fits the MAC goes first: it is the same nearly always.
 * Where none fits none is tried, because each costs another key derivation, and a keystore that was altered is not to
 * be opened. @throws KeystoreFault where one has to fit and none does, or the MAC is none that can be read
 */
function verifyMac(
  content: Buffer,
  macData: Part | undefined,
  { passphrases, isExpected }: Pkcs12Options,
  budget: RoundsBudget,
): readonly Passphrase[] {
  if (macData === undefined) return passphrases;
  const fitting = passphraseOfMac(macData, content, passphrases, budget);
  if (fitting !== undefined) return [fitting, ...passphrases.filter((each) => each !== fitting)];
  if (!isExpected) return [];
  const message =
    'no passphrase that is configured fits the MAC of the keystore: they are wrong, or it was altered';
  throw new KeystoreFault('bad_passphrase', message);
}

/** The SafeContents inside of a ContentInfo. @throws KeystoreFault */
function bagsOf(info: Part, passphrases: readonly Passphrase[], budget: RoundsBudget, what: string): Buffer {
  const [type, wrapped] = fewParts(expected(info, TAG.sequence, what).body, what);
  const { body } = expected(wrapped, CONTEXT_0, what);
  switch (identifier(type, what)) {
    case DATA:
      return octets(first(body, what), TAG.octetString, what);
    case ENCRYPTED_DATA:
      return decryptBags(first(body, what), passphrases, budget, what);
    default:
      throw unsupported(`${what} is encrypted for a key and not by a passphrase, which is not read`);
  }
}

/** One wrong passphrase is one finding, however many parts it does not open. */
function firstOfEach(findings: readonly Finding[]): Finding[] {
  return findings.filter(
    ({ reason }, index) =>
      reason !== 'bad_passphrase' || findings.findIndex((other) => other.reason === reason) === index,
  );
}
