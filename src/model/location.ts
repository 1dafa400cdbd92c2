/**
 * The labels that say where a certificate or a problem is, in the order in which they are printed. Each kind of
 * source uses those that apply to it.
 */
export const LOCATION_LABELS = [
  'path',
  'entry',
  'object_kind',
  'object_namespace',
  'object_name',
  'object_key',
  'target',
  'module',
  'address',
] as const;

export type LocationLabel = (typeof LOCATION_LABELS)[number];

/** Where something is: location labels and their values. A file is `{ path }`. */
export type Location = { readonly [Label in LocationLabel]?: string };
