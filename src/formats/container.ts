import type { Certificate } from '../model/certificate.ts';
import type { Finding, ProblemReason } from '../model/problem.ts';
import type { RevocationList } from '../model/revocation-list.ts';

/** What the bytes of a file or of a field turned out to be, judged by their content alone. */
export type ContainerKind = 'pem' | 'der' | 'pkcs7' | 'pkcs12' | 'jks' | 'jceks' | 'empty' | 'unknown';

/** What a container holds. Whether holding nothing is a problem depends on the place, so the caller decides that. */
export interface Container {
  readonly kind: ContainerKind;
  /** In the order of the file. */
  readonly certificates: readonly Certificate[];
  /** Where a container has named entries: that of each certificate, by index. */
  readonly entries?: readonly string[];
  /** In the order of the file. */
  readonly revocationLists: readonly RevocationList[];
  /** What is wrong, in the order of the file: the first hundred; `findingCounts` is whole. */
  readonly findings: readonly Finding[];
  /** How many findings of each reason there are; only reasons that occur. */
  readonly findingCounts: { readonly [Reason in ProblemReason]?: number };
  /** Well-formed objects that are neither: keys, parameters, requests. */
  readonly otherObjects: number;
}
