import type { LabelledObject, ManagedCertificate, ObjectFacts } from '../../model/kubernetes-facts.ts';
import type { Location } from '../../model/location.ts';
import type { Problem } from '../../model/problem.ts';
import type { FoundCertificate, FoundRevocationList } from '../../model/source.ts';
import type { ObjectTable } from './object-table.ts';

/** One table, and the namespaces that its rule is about. */
export interface GatheredTable {
  readonly table: ObjectTable;
  /** As it stands in manifests. */
  readonly kind: string;
  /** Tables of one rule have nothing in common. */
  readonly rule: object;
  /** Whether a namespace is meant; undefined: every one is. */
  readonly inNamespace: ((namespace: string) => boolean) | undefined;
}

/** All that the tables of a source hold together. */
export interface Gathered {
  readonly certificates: readonly FoundCertificate[];
  readonly revocationLists: readonly FoundRevocationList[];
  readonly problems: readonly Problem[];
}

/** What two rules both find is shown once, as the first one finds it: no two series may be alike. */
export function gatherContents(tables: readonly GatheredTable[]): Gathered {
  const certificates: FoundCertificate[] = [];
  const revocationLists: FoundRevocationList[] = [];
  const problems: Problem[] = [];
  const claims = claimsOf(tables);
  for (const each of tables) {
    const isFirst = ({ location }: { readonly location: Location }): boolean => claims(each, location);
    for (const { namespace, contents } of each.table.objects) {
      if (contents === undefined || each.inNamespace?.(namespace) === false) continue;
      for (const found of contents.certificates) if (isFirst(found)) certificates.push(found);
      for (const found of contents.revocationLists) if (isFirst(found)) revocationLists.push(found);
      for (const problem of contents.problems) if (isFirst(problem)) problems.push(problem);
    }
  }
  return { certificates, revocationLists, problems };
}

/** The same of what is known besides certificates. */
export function gatherFacts(tables: readonly GatheredTable[]): ObjectFacts {
  const labelled: LabelledObject[] = [];
  const managed: ManagedCertificate[] = [];
  const claims = claimsOf(tables);
  for (const each of tables) {
    for (const { namespace, labelled: labels, managed: status } of each.table.objects) {
      if (each.inNamespace?.(namespace) === false) continue;
      if (labels !== undefined && claims(each, labels.location)) labelled.push(labels);
      if (status !== undefined && claims(each, status.location)) managed.push(status);
    }
  }
  return { labelled, managed };
}

/** Says whether a place is free, or was claimed by the same rule before. Only kinds that several rules name are remembered. */
function claimsOf(tables: readonly GatheredTable[]): (table: GatheredTable, location: Location) => boolean {
  const rulesOf = new Map<string, Set<object>>();
  for (const { kind, rule } of tables) rulesOf.set(kind, (rulesOf.get(kind) ?? new Set()).add(rule));
  const claimed = new Map<string, object>();
  return ({ kind, rule }, { object_namespace = '', object_name = '', object_key = '' }) => {
    if (rulesOf.get(kind)?.size === 1) return true;
    // No kind, namespace or name has a slash.
    const place = `${kind}/${object_namespace}/${object_name}/${object_key}`;
    const owner = claimed.get(place);
    if (owner === undefined) claimed.set(place, rule);
    return owner === undefined || owner === rule;
  };
}
