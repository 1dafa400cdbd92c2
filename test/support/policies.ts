import type { PolicyExtensions } from '../../src/handshake/verify/policy-extensions.ts';
import { extension } from './certificate-factory.ts';
import { implicit, integer, objectIdentifier, sequence } from './der-writer.ts';

/** The extensions by which a certificate says this of certificate policies. */
export function policyExtensions(said: PolicyExtensions): Buffer[] {
  const { policies, mappings, requireExplicitPolicy, inhibitPolicyMapping, inhibitAnyPolicy } = said;
  const found: Buffer[] = [];
  if (policies !== undefined) {
    const each = policies.map((policy) => sequence(objectIdentifier(policy)));
    found.push(extension('2.5.29.32', sequence(...each)));
  }
  if (mappings !== undefined) {
    const each = mappings.map((pair) => sequence(...pair.map((policy) => objectIdentifier(policy))));
    found.push(extension('2.5.29.33', sequence(...each), true));
  }
  const counts = [requireExplicitPolicy, inhibitPolicyMapping].flatMap((count, tag) =>
    count === undefined ? [] : [implicit(tag, integer(count).subarray(2))],
  );
  if (counts.length > 0) found.push(extension('2.5.29.36', sequence(...counts), true));
  if (inhibitAnyPolicy !== undefined) found.push(extension('2.5.29.54', integer(inhibitAnyPolicy), true));
  return found;
}
