import type { GateSettings } from '../../model/rotation.ts';
import { plural } from '../../model/words.ts';
import type { ContentCertificate } from '../content/content.ts';
import type { Anchors } from './anchor-rules.ts';
import { canaryFaults } from './canaries.ts';
import { named } from './named.ts';
import type { VerifyChain } from './verify-chain.ts';

/** What the configuration asks of a bundle as a whole, the share aside: a sentence for each thing that is not so. */
export async function bundleFaults(
  anchors: Anchors,
  gate: GateSettings,
  verifyChain: VerifyChain,
): Promise<string[]> {
  return [
    ...floorFault(anchors, gate),
    ...pinnedFaults(anchors, gate),
    ...expiredFault(anchors, gate),
    ...(await canaryFaults(gate.canaries, anchors, verifyChain)),
  ];
}

/** Each pinned certificate that is not there. */
export function pinnedFaults({ before, after }: Anchors, { pinned }: GateSettings): string[] {
  const find = (list: readonly ContentCertificate[], pin: string): ContentCertificate | undefined =>
    list.find(({ certificate }) => certificate.fingerprintSha256 === pin);
  return pinned
    .filter((pin) => find(after, pin) === undefined)
    .map((pin) => {
      const lost = find(before, pin);
      return lost === undefined
        ? `it lacks the pinned certificate ${pin}, which is not there now either`
        : `it would lose the pinned certificate ${named([lost])} (${pin})`;
    });
}

function floorFault({ after }: Anchors, { minAnchors }: GateSettings): string[] {
  if (after.length >= minAnchors) return [];
  return [`it holds ${plural(after.length, 'anchor')}, fewer than ${minAnchors} (min_anchors)`];
}

function expiredFault({ after, now }: Anchors, { maxExpired }: GateSettings): string[] {
  const expired = after.filter(({ certificate }) => certificate.notAfter < now);
  if (expired.length <= maxExpired) return [];
  const count = plural(expired.length, 'expired anchor');
  return [`it holds ${count}, more than ${maxExpired} (max_expired): ${named(expired)}`];
}
