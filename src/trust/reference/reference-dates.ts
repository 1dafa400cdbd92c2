/**
 * Of when a set of built-in roots is: Node.js does not say which of Mozilla's lists it was built with, so a set is
 * known by its own SHA-256 (over its fingerprints, sorted, one a line) and dated by the publication of the earliest
 * release that is known to carry it. Unix seconds. A set that is not here has no date.
 */
export const REFERENCE_DATES: ReadonlyMap<string, number> = new Map([
  // Node.js 26.10.0, published on 2026-09-23.
  ['6e3e515ed22ef0ba47f5d76a1420169370f9e3ec9b1b101296aa56b44ff339a6', Date.UTC(2026, 8, 23) / 1000],
]);
