import type { AuditedBundle, AuditFinding } from '../../model/trust-audit.ts';
import { DAY } from '../../model/validity.ts';

/** A bundle that has lost more than this share of its anchors has not been updated but broken. */
const LOST_SHARE = 0.2;
/** Below this many anchors a share says little: a company's own bundle may go from two to one on purpose. */
const FEWEST = 10;
/** Seconds for which the most that was seen is remembered: long enough for an alert to be read. */
const REMEMBERED = DAY;

/** Remembers how many anchors each bundle had, so that a sudden loss is told for as long as somebody may need. */
export class AnchorCounts {
  readonly #most = new Map<string, { count: number; at: number }>();

  /** Takes note of the anchors of a bundle at `now` (Unix seconds); a finding where it has lost too many of late. */
  look(path: string, count: number, now: number): AuditFinding | undefined {
    const most = this.#most.get(path);
    if (most === undefined || count >= most.count || now - most.at > REMEMBERED) {
      this.#most.set(path, { count, at: now });
      return undefined;
    }
    if (most.count < FEWEST || most.count - count <= most.count * LOST_SHARE) return undefined;
    const detail = `has ${count} anchors, and had ${most.count} before: compare it with a backup before programs read it again`;
    return { check: 'shrunk', level: 'high', detail };
  }

  /** The bundles as they are at `now`, with a finding more where one has lost too many anchors of late. */
  addTo(bundles: readonly AuditedBundle[], now: number): readonly AuditedBundle[] {
    return bundles.map((bundle) => {
      const shrunk = this.look(bundle.path, bundle.anchors, now);
      return shrunk === undefined ? bundle : { ...bundle, findings: [shrunk, ...bundle.findings] };
    });
  }
}
