import type { Container } from '../../formats/container.ts';
import type { Finding } from '../../model/problem.ts';
import { judgeContents } from '../judge-contents.ts';
import type { Field } from './field.ts';

/** The key without which a Secret of type `kubernetes.io/tls` is of no use. */
const ESSENTIAL_KEY = 'tls.crt';

/** `caBundle: Cg==`, one line feed, is how manifests write "not filled in yet". */
const LONGEST_BLANK = 8;

/**
 * What of a field's content is a problem. One that is empty is none: cert-manager leaves `ca.crt` empty where an
 * issuer tells it no CA, and a caBundle is empty until somebody injects one.
 */
export function judgeField(field: Field, bytes: Buffer, container: Container): readonly Finding[] {
  const isBlank = bytes.length <= LONGEST_BLANK && bytes.every((octet) => octet <= 0x20);
  if (!isBlank) return judgeContents(container, field.key, field.match === 'literal');
  if (field.key !== ESSENTIAL_KEY) return [];
  return [{ reason: 'no_certificate', detail: 'The value is empty.' }];
}
