import type { Location } from './location.ts';

/** Labels of a Kubernetes object that somebody asked for. */
export interface LabelledObject {
  /** The object, without a key. */
  readonly location: Location;
  /** By the name that the metric gives them: `label_app_kubernetes_io_name`. Only those that the object has. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What cert-manager says of a certificate that it keeps renewed. What it does not say is undefined. */
export interface ManagedCertificate {
  /** The Certificate resource, without a key. */
  readonly location: Location;
  /** The Secret in the same namespace that it fills. */
  readonly secret: string;
  /** Its condition `Ready`. */
  readonly ready: boolean | undefined;
  /** The end of the validity of what it issued last, in Unix seconds. */
  readonly notAfter: number | undefined;
  /** When it means to issue the next one, in Unix seconds. */
  readonly renewal: number | undefined;
}

/** What a Kubernetes source knows of objects besides the certificates in them. */
export interface ObjectFacts {
  readonly labelled: readonly LabelledObject[];
  readonly managed: readonly ManagedCertificate[];
}
