import { type Field, textAt } from '../field.ts';

/** The one field at a path that is Base64, where there is something in it; its key is the path. */
export function singleField(object: unknown, ...path: readonly string[]): readonly Field[] {
  const value = textAt(object, ...path);
  if (value === undefined) return [];
  return [{ key: path.join('.'), value, encoding: 'base64', match: 'literal' }];
}
