import type { KubernetesObject } from '../../kubernetes/kubernetes-object.ts';
import type { ManagedCertificate } from '../../model/kubernetes-facts.ts';
import type { Location } from '../../model/location.ts';
import { member, textAt } from './field.ts';

/**
 * Reads a Certificate of cert-manager (its API reference, `CertificateStatus`). Never throws: it is a custom
 * resource, and another program may have installed something else under the name.
 */
export function readManagedCertificate(object: KubernetesObject, location: Location): ManagedCertificate {
  return {
    location,
    secret: textAt(object, 'spec', 'secretName') ?? '',
    ready: readyCondition(member(object, 'status', 'conditions')),
    notAfter: timeAt(object, 'status', 'notAfter'),
    renewal: timeAt(object, 'status', 'renewalTime'),
  };
}

function readyCondition(conditions: unknown): boolean | undefined {
  if (!Array.isArray(conditions)) return undefined;
  const ready: unknown = conditions.find((condition) => textAt(condition, 'type') === 'Ready');
  // `Unknown` is the third value of a condition, and as good as no word at all.
  const status = textAt(ready, 'status');
  return status === 'True' ? true : status === 'False' ? false : undefined;
}

/** RFC 3339, as every time in Kubernetes. */
function timeAt(object: unknown, ...path: readonly string[]): number | undefined {
  const milliseconds = Date.parse(textAt(object, ...path) ?? '');
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}
