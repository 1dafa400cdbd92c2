import type { Role } from '../../model/certificate.ts';
import type { Inventory, InventoryCertificate } from '../../model/inventory.ts';

/** A certificate of the inventory with the source that found it: one row of the page. */
export interface Entry {
  readonly source: string;
  readonly found: InventoryCertificate;
}

const sorted = new WeakMap<Inventory, readonly Entry[]>();

/** The role of an entry: its place decides before the certificate does. */
export function roleOf({ found }: Entry): Role {
  return found.role ?? found.certificate.role;
}

/**
 * Every certificate of an inventory, soonest expiry first, otherwise in the order of the inventory. The order does
 * not depend on the time of day, so it is made once for each inventory and kept as long as that lives.
 */
export function entriesOf(inventory: Inventory): readonly Entry[] {
  const known = sorted.get(inventory);
  if (known !== undefined) return known;
  const entries = inventory.sources
    .flatMap(({ source, certificates }) => certificates.map((found): Entry => ({ source, found })))
    .toSorted((left, right) => left.found.certificate.notAfter - right.found.certificate.notAfter);
  sorted.set(inventory, entries);
  return entries;
}
