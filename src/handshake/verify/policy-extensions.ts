import { type DerReader, TAG } from '../../x509/der-reader.ts';
import { dottedObjectIdentifier } from '../../x509/object-identifier.ts';

/** What a certificate says of certificate policies (RFC 5280, 4.2.1.4, 4.2.1.5, 4.2.1.11, 4.2.1.14). */
export interface PolicyExtensions {
  /** Dotted object identifiers; undefined where there is no such extension. */
  readonly policies?: readonly string[];
  /** From a policy of the issuer's to one of the subject's. */
  readonly mappings?: readonly (readonly [issuer: string, subject: string])[];
  /** How many more certificates may follow before a policy has to be there. */
  readonly requireExplicitPolicy?: number;
  /** The same, before policies are mapped no more. */
  readonly inhibitPolicyMapping?: number;
  /** The same, before anyPolicy stands for none but itself. */
  readonly inhibitAnyPolicy?: number;
}

export const ANY_POLICY = '2.5.29.32.0';

export function readPolicies(der: DerReader): string[] {
  const policies: string[] = [];
  der.enter(TAG.sequence);
  while (der.more) {
    der.enter(TAG.sequence);
    policies.push(readObjectIdentifier(der));
    // Where to read more about it, which is for people.
    if (der.more) der.take(TAG.sequence);
    der.leave();
  }
  der.leave();
  return policies;
}

export function readPolicyMappings(der: DerReader): [string, string][] {
  const mappings: [string, string][] = [];
  der.enter(TAG.sequence);
  while (der.more) {
    der.enter(TAG.sequence);
    mappings.push([readObjectIdentifier(der), readObjectIdentifier(der)]);
    der.leave();
  }
  der.leave();
  return mappings;
}

export function readPolicyConstraints(
  der: DerReader,
): Pick<PolicyExtensions, 'requireExplicitPolicy' | 'inhibitPolicyMapping'> {
  der.enter(TAG.sequence);
  const requireExplicitPolicy = der.isAt(0x80) ? readCount(der, 0x80) : undefined;
  const inhibitPolicyMapping = der.isAt(0x81) ? readCount(der, 0x81) : undefined;
  der.leave();
  return {
    ...(requireExplicitPolicy === undefined ? {} : { requireExplicitPolicy }),
    ...(inhibitPolicyMapping === undefined ? {} : { inhibitPolicyMapping }),
  };
}

/** A number of certificates, not negative; what needs more than six octets is as good as no limit. */
export function readCount(der: DerReader, tag: number = TAG.integer): number {
  der.take(tag);
  const { bytes, start, end } = der;
  if (start === end || ((bytes[start] ?? 0) & 0x80) !== 0) der.fail('is no number from 0 on');
  if (der.fault !== undefined) return 0;
  return end - start > 6 ? Number.MAX_SAFE_INTEGER : bytes.readUIntBE(start, end - start);
}

function readObjectIdentifier(der: DerReader): string {
  der.take(TAG.objectIdentifier);
  return dottedObjectIdentifier(der.bytes, der.start, der.end) ?? '';
}
