import { openKeystore } from '../../formats/open-keystore.ts';
import { Passphrase, USUAL_PASSPHRASES } from '../../formats/passphrase.ts';
import type { ContentsBuilder } from './contents-builder.ts';

/** Tools ask for ten thousand rounds, some for a million. A store is anybody's who runs a program that reads it. */
const MOST_ROUNDS = 3_000_000;

/**
 * Reads the trusted certificates of a keystore that Java takes its anchors from: JKS, JCEKS or PKCS #12. Nobody says
 * a passphrase for it; what is encrypted by one that is not the usual one stays closed. Keys are stepped over.
 *
 * @returns false where the bytes are no keystore.
 */
export function readKeystore(bytes: Buffer, builder: ContentsBuilder): boolean {
  const passphrases = USUAL_PASSPHRASES.map((octets) => new Passphrase(octets));
  const keystore = openKeystore(bytes, { passphrases, isExpected: false, budget: { left: MOST_ROUNDS } });
  if (keystore === undefined) return false;
  const { findings } = builder;
  for (const { der, use, where } of keystore.certificates) {
    if (use === 'trusted') builder.addCertificate(Buffer.from(der), `that is ${where}`);
    else if (use === 'none') {
      const detail = `${where} has no mark of trust, and Java passes it over`;
      findings.push({ check: 'other_object', level: 'low', detail });
    }
  }
  for (const where of keystore.keys) builder.addKey(where);
  for (const { reason, detail } of keystore.findings) {
    if (reason === 'malformed_keystore') {
      const cost = 'Java then loads no anchor of it at all';
      findings.push({ check: 'damaged_block', level: 'critical', detail: `${detail}: ${cost}` });
    } else findings.push({ check: 'unsupported_format', level: 'medium', detail });
  }
  return true;
}
