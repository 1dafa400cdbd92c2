import type { AuditFinding } from '../../model/trust-audit.ts';
import type { Hop } from './host-path.ts';

const WRITABLE_BY_GROUP = 0o020;
const WRITABLE_BY_OTHERS = 0o002;
const READABLE_BY_OTHERS = 0o004;
const ENTERED_BY_OTHERS = 0o001;
const STICKY = 0o1000;

/** What lies below is its owner's own: that he owns the way to it is as it should be. */
const HOMES = /^\/(?:home|root|Users)\//;

/**
 * Who besides root may change a bundle, and who may not read it, judged by every folder and link on the way to it:
 * whoever may write to a folder may put another file in the place of any name in it.
 *
 * @param hops The root folder first, the bundle last.
 */
export function pathFindings(hops: readonly Hop[]): AuditFinding[] {
  return [...new Map(hops.map((hop) => [hop.path, hop])).values()].flatMap((hop) => [
    ...writableFindings(hop),
    ...ownerFindings(hop, hops[0]),
    ...readFindings(hop, hops),
  ]);
}

function writableFindings({ path, kind, gid, mode }: Hop): AuditFinding[] {
  // The bits of a link mean nothing. In a sticky folder names belong to their owners (unlink(2)).
  if (kind === 'link' || (kind === 'folder' && (mode & STICKY) !== 0)) return [];
  const bits = `mode ${mode.toString(8).padStart(4, '0')}`;
  const change = kind === 'folder' ? 'may replace what is in it' : 'may change it';
  const check = 'writable_by_others';
  if ((mode & WRITABLE_BY_OTHERS) !== 0) {
    return [
      {
        check,
        level: 'critical',
        detail: `${path} (${bits}): every user ${change}: take the right away with chmod o-w`,
      },
    ];
  }
  if ((mode & WRITABLE_BY_GROUP) === 0) return [];
  // Root's own group holds nobody on a host; in some containers it holds everybody.
  const level = gid === 0 ? 'medium' : 'critical';
  return [
    {
      check,
      level,
      detail: `${path} (${bits}): the group ${gid} ${change}: take the right away with chmod g-w`,
    },
  ];
}

function ownerFindings({ path, uid }: Hop, root: Hop | undefined): AuditFinding[] {
  // An image that an ordinary user has unpacked is his from its root on.
  if (uid === 0 || uid === root?.uid) return [];
  const level = HOMES.test(`${path}/`) ? 'low' : 'high';
  return [
    { check: 'owner_not_root', level, detail: `${path} belongs to the user ${uid}, who may change it` },
  ];
}

function readFindings({ path, kind, mode }: Hop, hops: readonly Hop[]): AuditFinding[] {
  const isLast = path === hops.at(-1)?.path;
  const needed =
    (kind === 'folder' ? ENTERED_BY_OTHERS : READABLE_BY_OTHERS) | (isLast ? READABLE_BY_OTHERS : 0);
  if (kind === 'link' || (mode & needed) === needed || (!isLast && kind !== 'folder')) return [];
  const level = HOMES.test(`${path}/`) ? 'low' : 'high';
  const bits = `mode ${mode.toString(8).padStart(4, '0')}`;
  const what =
    kind === 'folder' && !isLast
      ? 'programs of ordinary users cannot pass it'
      : 'programs of ordinary users cannot read it';
  return [{ check: 'unreadable_by_others', level, detail: `${path} (${bits}): ${what}, and trust nobody` }];
}
