import { labelValue } from '../inventory/label-value.ts';
import type { Labels } from './family.ts';

const SPECIAL = /[\\"\n]/;

/** A label value between its quotes: `\`, `"` and line feed escaped, as both text formats ask. */
export function escapeLabelValue(text: string): string {
  const value = labelValue(text);
  if (!SPECIAL.test(value)) return value;
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

/**
 * `a="1",b="2"`: no braces, no final comma; nothing for labels that are undefined, or empty, which to Prometheus is
 * the same as not being there.
 */
export function renderLabels(labels: Labels): string {
  let text = '';
  for (const name in labels) {
    const value = labels[name];
    if (value === undefined || value === '') continue;
    text += `${text === '' ? '' : ','}${name}="${escapeLabelValue(value)}"`;
  }
  return text;
}
