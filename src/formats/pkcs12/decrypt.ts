import { berElement } from '../../x509/ber.ts';
import { TAG } from '../../x509/der-reader.ts';
import { damaged, KeystoreFault, unsupported } from '../keystore-fault.ts';
import type { Passphrase } from '../passphrase.ts';
import { expected, fewParts, identifier, octets, type Part, wholeNumber } from './ber-parts.ts';
import type { Encryption } from './encryption.ts';
import { type RoundsBudget, spend } from './iterations.ts';
import { readPbes2 } from './pbes2.ts';
import { readPkcs12Pbe } from './pkcs12-pbe.ts';

const PBES2 = '1.2.840.113549.1.5.13';
/** [0] IMPLICIT OCTET STRING. */
const CONTEXT_0 = 0x80;

/**
 * The bags inside an EncryptedData (RFC 5652, 8), by the first passphrase that opens it.
 * @throws KeystoreFault `bad_passphrase` where none does.
 */
export function decryptBags(
  encryptedData: Part | undefined,
  passphrases: readonly Passphrase[],
  budget: RoundsBudget,
  what: string,
): Buffer {
  const [version, info] = fewParts(expected(encryptedData, TAG.sequence, what).body, what);
  wholeNumber(version, what);
  const [, algorithm, content] = fewParts(expected(info, TAG.sequence, what).body, what);
  const encryption = readEncryption(algorithm, what);
  const data = octets(content, CONTEXT_0, what);
  const { block } = encryption;
  if (data.length === 0 || (block > 0 && data.length % block !== 0)) {
    throw damaged(`${what} has ${data.length} encrypted octets, which are no whole blocks`);
  }
  for (const passphrase of passphrases) {
    spend(budget, encryption.rounds, what);
    for (const plain of encryption.decrypt(data, passphrase)) {
      if (plain !== undefined && isSequence(plain)) return plain;
    }
  }
  throw new KeystoreFault('bad_passphrase', `${what} is encrypted, and no passphrase that is known opens it`);
}

/** How something was encrypted. @throws KeystoreFault */
function readEncryption(algorithm: Part | undefined, what: string): Encryption {
  const [name, parameters] = fewParts(expected(algorithm, TAG.sequence, what).body, what);
  const dotted = identifier(name, what);
  if (dotted === PBES2) return readPbes2(parameters, what);
  const own = readPkcs12Pbe(dotted, parameters, what);
  if (own === undefined) throw unsupported(`${what} is encrypted by ${dotted}, which is not read`);
  return own;
}

/** Whether it is one sequence and no more, as bags are: by a wrong key it hardly ever is. */
function isSequence(plain: Buffer): boolean {
  return plain[0] === TAG.sequence && berElement(plain, 0, plain.length)?.next === plain.length;
}
