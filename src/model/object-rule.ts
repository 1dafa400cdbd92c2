/** The kinds of Kubernetes object that certificates are read from, by the names that RBAC has for them. */
export const OBJECT_RESOURCES = [
  'secrets',
  'configmaps',
  'validatingwebhookconfigurations',
  'mutatingwebhookconfigurations',
  'apiservices',
  'customresourcedefinitions',
  'certificatesigningrequests',
  'certificates.cert-manager.io',
  'certificaterequests.cert-manager.io',
] as const;

export type ObjectResource = (typeof OBJECT_RESOURCES)[number];

/** Where the passphrase of a keystore is, when it is not beside it. */
export interface PassphraseSecret {
  /** That of the keystore where it is undefined. */
  readonly namespace: string | undefined;
  readonly name: string;
  readonly key: string;
}

/**
 * Which objects of one kind are looked at, and what of them. Patterns are globs with `*` and `?`, or regular
 * expressions between slashes; an empty list of names or namespaces means all.
 */
export interface ObjectRule {
  readonly resource: ObjectResource;
  /** Where all are written out, only these are ever asked for, each by itself. */
  readonly namespaces: readonly string[];
  readonly excludeNamespaces: readonly string[];
  /** A label selector for namespaces. */
  readonly namespaceSelector: string | undefined;
  /** A label selector for the objects. */
  readonly selector: string | undefined;
  /** Where all are written out, each is asked for by its name. */
  readonly names: readonly string[];
  readonly excludeNames: readonly string[];
  /** Of Secrets. Where all are written out, only these are asked for. */
  readonly types: readonly string[];
  /** Of Secrets and ConfigMaps. */
  readonly keys: readonly string[];
  /** The key of the same Secret that holds the passphrase of its keystores. */
  readonly passphraseKey: string | undefined;
  readonly passphraseSecret: PassphraseSecret | undefined;
}
