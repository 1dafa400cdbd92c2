import { createHmac, timingSafeEqual } from 'node:crypto';
import { TAG } from '../../x509/der-reader.ts';
import { damaged, unsupported } from '../keystore-fault.ts';
import type { Passphrase } from '../passphrase.ts';
import { expected, fewParts, identifier, octets, type Part } from './ber-parts.ts';
import { derive, PURPOSE } from './derive.ts';
import { DIGESTS } from './digests.ts';
import { iterations, type RoundsBudget, spend } from './iterations.ts';
import { hmacDigest, pbkdf2Key, readPbkdf2 } from './pbkdf2.ts';

const PBMAC1 = '1.2.840.113549.1.5.14';
const WHAT = 'the MAC of the keystore';
/**
 * Octets, as OpenSSL has them. A shorter key can be guessed: with one octet, every 256th passphrase would fit a forged MAC.
 * A longer one than the longest result of an HMAC would only cost more rounds.
 */
const SHORTEST_KEY = 20;
const LONGEST_KEY = 64;

interface Mac {
  /** Rounds of key derivation that one passphrase costs. */
  readonly rounds: number;
  /** What it would be under a passphrase; one for each form of that. */
  candidates(passphrase: Passphrase, content: Buffer): Iterable<Buffer>;
}

/**
 * The first passphrase under which the MAC (RFC 7292, 4; RFC 9579) is that of the content.
 * @throws KeystoreFault where the MAC itself cannot be read.
 */
export function passphraseOfMac(
  macData: Part,
  content: Buffer,
  passphrases: readonly Passphrase[],
  budget: RoundsBudget,
): Passphrase | undefined {
  const [digestInfo, ...parameters] = fewParts(expected(macData, TAG.sequence, WHAT).body, WHAT);
  const [algorithm, digest] = fewParts(expected(digestInfo, TAG.sequence, WHAT).body, WHAT);
  const wanted = octets(digest, TAG.octetString, WHAT);
  const mac = readMac(algorithm, parameters);
  return passphrases.find((passphrase) => {
    spend(budget, mac.rounds, WHAT);
    for (const candidate of mac.candidates(passphrase, content)) {
      if (candidate.length === wanted.length && timingSafeEqual(candidate, wanted)) return true;
    }
    return false;
  });
}

function readMac(algorithm: Part | undefined, [salted, count]: readonly Part[]): Mac {
  const [name, parameters] = fewParts(expected(algorithm, TAG.sequence, WHAT).body, WHAT);
  const dotted = identifier(name, WHAT);
  // In PBMAC1 the salt and the count beside it mean nothing (RFC 9579, 5).
  if (dotted === PBMAC1) return readPbmac1(parameters);
  const digest = DIGESTS.get(dotted);
  if (digest === undefined) throw unsupported(`${WHAT} uses ${dotted}, which is not read`);
  const salt = octets(salted, TAG.octetString, WHAT);
  const rounds = count === undefined ? 1 : iterations(count, WHAT);
  return {
    rounds,
    *candidates(passphrase, content) {
      for (const password of passphrase.bmpStrings) {
        const key = derive({ digest, password, salt, iterations: rounds }, PURPOSE.mac, digest.size);
        yield createHmac(digest.name, key).update(content).digest();
      }
    },
  };
}

/** The parameters of RFC 8018, A.5. */
function readPbmac1(parameters: Part | undefined): Mac {
  const [derivation, scheme] = fewParts(expected(parameters, TAG.sequence, WHAT).body, WHAT);
  const pbkdf2 = readPbkdf2(derivation, WHAT);
  const { keyLength } = pbkdf2;
  if (keyLength === undefined || keyLength < SHORTEST_KEY || keyLength > LONGEST_KEY) {
    throw damaged(
      `${WHAT} does not say the length of its key, from ${SHORTEST_KEY} to ${LONGEST_KEY} octets`,
    );
  }
  if (scheme === undefined) throw damaged(`${WHAT} does not say how it is made`);
  const digest = hmacDigest(scheme, WHAT);
  return {
    rounds: pbkdf2.iterations,
    *candidates(passphrase, content) {
      const key = pbkdf2Key(pbkdf2, passphrase.octets, keyLength, WHAT);
      yield createHmac(digest.name, key).update(content).digest();
    },
  };
}
