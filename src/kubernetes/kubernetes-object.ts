/** The part of an object's metadata that every object has. */
export interface ObjectMetadata {
  readonly name: string;
  /** Not there for what lies in no namespace. */
  readonly namespace?: string;
  readonly uid?: string;
  /** Changes with every change of the object, and means nothing else: no order, no time. */
  readonly resourceVersion?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * An object as the API server wrote it. Nothing but `metadata.name` was checked: whoever reads a field finds out
 * whether it is what it should be.
 */
export interface KubernetesObject {
  readonly metadata: ObjectMetadata;
  readonly [field: string]: unknown;
}

/** Whether a parsed JSON value is an object of Kubernetes: it has metadata with a name. */
export function isKubernetesObject(value: unknown): value is KubernetesObject {
  if (typeof value !== 'object' || value === null) return false;
  const { metadata } = value as { metadata?: unknown };
  if (typeof metadata !== 'object' || metadata === null) return false;
  return typeof (metadata as { name?: unknown }).name === 'string';
}
