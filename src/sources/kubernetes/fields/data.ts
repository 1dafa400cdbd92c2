import { isPrivateKeyName } from '../../../model/private-key-name.ts';
import { type Field, member } from '../field.ts';
import type { NameMatcher } from '../name-matcher.ts';

/**
 * The entries of a mapping of texts that are wanted. One that is named as private keys are is passed over, and its
 * value never looked at.
 */
export function dataFields(data: unknown, encoding: Field['encoding'], keys: NameMatcher): Field[] {
  if (typeof data !== 'object' || data === null) return [];
  const fields: Field[] = [];
  for (const key of Object.keys(data)) {
    const match = isPrivateKeyName(key) ? undefined : keys.match(key);
    if (match === undefined) continue;
    const value = member(data, key);
    if (typeof value === 'string') fields.push({ key, value, encoding, match });
  }
  return fields;
}
