import type { FindingLevel } from '../../model/trust.ts';
import type { AuditCheck, AuditFinding } from '../../model/trust-audit.ts';
import { DAY, neverExpires } from '../../model/validity.ts';
import { dateInWords, momentInWords } from '../../model/words.ts';
import { DISTRUST_DATES } from '../reference/distrust-dates.ts';
import type { Anchor } from './anchor.ts';
import type { Origin } from './provenance.ts';

/** The fewest bits of an RSA key that clients accept (CA/Browser Forum's baseline requirements, 6.1.5). */
const FEWEST_RSA_BITS = 2048;
const SHORT_CURVES = new Set(['P-192', 'P-224']);
const BROKEN_HASH = /(?:^|-)(?:MD2|MD4|MD5|SHA1)(?:-|$)/;

/**
 * What is wrong with one anchor by itself. What came with the distribution only its vendor can mend, and an expired
 * root harms nobody but those whose chains end in it: such an anchor raises nothing above `medium`. One that somebody
 * here has put in place does.
 *
 * @param now Unix seconds.
 */
export function anchorFindings(anchor: Anchor, origin: Origin, now: number): AuditFinding[] {
  const raise = (check: AuditCheck, level: FindingLevel, detail: string): AuditFinding[] => {
    const { subject, fingerprintSha256 } = anchor.certificate;
    return [{ check, level, detail: `${detail} (${anchor.where})`, subject, fingerprintSha256 }];
  };
  const isOfVendor = origin === 'vendor';
  return [
    ...validity(anchor, isOfVendor, now, raise),
    ...authority(anchor, raise),
    ...strength(anchor, isOfVendor ? 'medium' : 'high', raise),
    ...distrust(anchor, raise),
  ];
}

type Raise = (check: AuditCheck, level: FindingLevel, detail: string) => AuditFinding[];

function validity({ certificate }: Anchor, isOfVendor: boolean, now: number, raise: Raise): AuditFinding[] {
  const { notBefore, notAfter } = certificate;
  const grave: FindingLevel = isOfVendor ? 'medium' : 'high';
  if (notAfter < now)
    return raise('expired', grave, `expired on ${dateInWords(notAfter)}: no chain can end in it`);
  if (now < notBefore) {
    return raise(
      'not_yet_valid',
      grave,
      `is not valid before ${dateInWords(notBefore)}: no chain can end in it until then`,
    );
  }
  const days = (notAfter - now) / DAY;
  if (days > 90 || neverExpires(certificate)) return [];
  const level = days <= 7 ? grave : days <= 30 && !isOfVendor ? 'medium' : 'low';
  return raise('expiring', level, `expires ${momentInWords(notAfter, now)}, on ${dateInWords(notAfter)}`);
}

function authority(anchor: Anchor, raise: Raise): AuditFinding[] {
  const { version, isAuthority, maySign } = anchor;
  if (version < 3) {
    return raise(
      'version_1',
      'low',
      `is of version ${version}, which cannot say whether it is a CA: OpenSSL and Go accept it, others do not`,
    );
  }
  if (isAuthority !== true) {
    const what = isAuthority === false ? 'says that it is no CA' : 'does not say that it is a CA';
    return raise(
      'not_ca',
      'medium',
      `${what}: it vouches for itself alone, and programs that expect an authority refuse it`,
    );
  }
  return maySign === false
    ? raise(
        'no_cert_sign',
        'medium',
        'has a keyUsage without keyCertSign: strict programs accept nothing that it signed',
      )
    : [];
}

function strength({ certificate }: Anchor, grave: FindingLevel, raise: Raise): AuditFinding[] {
  const { publicKey, signatureAlgorithm, serialNumber } = certificate;
  const weak = weakKey(publicKey);
  return [
    ...(weak === undefined ? [] : raise('weak_key', grave, weak)),
    ...(BROKEN_HASH.test(signatureAlgorithm)
      ? raise(
          'weak_signature',
          'low',
          `is signed by itself with ${signatureAlgorithm}: nobody relies on that signature, so this is only to be known`,
        )
      : []),
    ...(serialNumber.startsWith('-')
      ? raise(
          'negative_serial',
          'medium',
          'has a negative serial number: programs built with Go 1.23 or later refuse it',
        )
      : []),
  ];
}

/** Held against the notBefore of servers, not the time of day: what was issued until then needs the root as before. */
function distrust({ certificate }: Anchor, raise: Raise): AuditFinding[] {
  const date = DISTRUST_DATES.get(certificate.fingerprintSha256);
  return date === undefined
    ? []
    : raise(
        'distrust_after',
        'medium',
        `Mozilla accepts no server certificate below it that was issued after ${dateInWords(date)}; those of before are not touched by that, so it is no reason to remove the root`,
      );
}

function weakKey(name: string): string | undefined {
  const [algorithm, size = ''] = name.split(' ');
  if (algorithm === 'RSA' || algorithm === 'RSA-PSS') {
    return Number(size) < FEWEST_RSA_BITS
      ? `has an RSA key of ${size} bits, and ${FEWEST_RSA_BITS} are needed`
      : undefined;
  }
  if (algorithm === 'DSA') return 'has a DSA key, which TLS has given up';
  return SHORT_CURVES.has(size) ? `has a key on the curve ${size}, and 256 bits are needed` : undefined;
}
