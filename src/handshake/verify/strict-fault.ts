import { KEY_USAGE } from './extensions.ts';
import type { PathCertificate } from './path-certificate.ts';
import { described } from './path-flaws.ts';

/**
 * What OpenSSL refuses of a path with X509_V_FLAG_X509_STRICT, and accepts without: rules of RFC 5280 for those who
 * issue certificates, which few clients hold anybody to. Python does since 3.13 (ssl.VERIFY_X509_STRICT).
 *
 * @param path the leaf first, the anchor last, without a flaw.
 * @returns the first that is found, as a sentence without its dot; undefined where there is nothing.
 */
export function strictFault(path: readonly PathCertificate[]): string | undefined {
  const last = path.length - 1;
  for (const [index, certificate] of path.entries()) {
    const fault =
      index > 0 && certificate.version < 3
        ? `is of version ${certificate.version}, which cannot say that it is an authority`
        : faultOf(certificate, index === last);
    if (fault !== undefined) return `${described(certificate, index, last)} ${fault}`;
  }
  return undefined;
}

/** Check by check as in check_extensions() of OpenSSL's crypto/x509/x509_vfy.c. */
function faultOf({ version, subject, extensions }: PathCertificate, isAnchor: boolean): string | undefined {
  const { basicConstraints, keyUsage, names } = extensions;
  const isAuthority = basicConstraints?.isAuthority === true;
  const maySign = keyUsage !== undefined && (keyUsage & KEY_USAGE.keyCertSign) !== 0;
  if (isAuthority && !basicConstraints.critical) return 'does not mark its basicConstraints as critical';
  if (isAuthority && keyUsage === undefined) return 'is an authority without keyUsage';
  if (basicConstraints?.pathLength !== undefined && !maySign) {
    return 'limits the length of the path below it, and may not sign certificates by its keyUsage';
  }
  if (!isAuthority && maySign) return 'may sign certificates by its keyUsage, and is no authority';
  if (subject === '' && isAuthority) return 'is an authority without a name';
  if (names?.length === 0) return 'has an empty list of alternative names';
  if (subject === '' && extensions.namesCritical !== true) {
    return 'has no subject, and does not mark its alternative names as critical';
  }
  if (version < 3) return undefined;
  if (!isAnchor && extensions.authorityKeyIdentifier === undefined) {
    return 'does not say which key of its issuer has signed it (authorityKeyIdentifier)';
  }
  const isNameless = isAuthority && extensions.subjectKeyIdentifier === undefined;
  return isNameless ? 'is an authority whose key has no identifier (subjectKeyIdentifier)' : undefined;
}
