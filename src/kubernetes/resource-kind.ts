/** A kind of object that an API server has, as discovery names it. */
export interface ResourceKind {
  /** The API group; empty for the core group (Secrets, ConfigMaps). */
  readonly group: string;
  readonly version: string;
  /** The plural in lower case, as it stands in paths and in RBAC rules: `secrets`. */
  readonly resource: string;
  /** As it stands in manifests: `Secret`. */
  readonly kind: string;
  /** Whether its objects lie in namespaces. */
  readonly namespaced: boolean;
}

/**
 * The path of a collection below the server's address: `/api/v1/namespaces/shop/secrets`. Without a namespace it is
 * that of all namespaces.
 */
export function collectionPath(kind: ResourceKind, namespace: string | undefined): string {
  const root = kind.group === '' ? '/api' : `/apis/${encodeURIComponent(kind.group)}`;
  const within =
    kind.namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}/${encodeURIComponent(kind.version)}${within}/${encodeURIComponent(kind.resource)}`;
}
