import type { SourceState } from '../model/inventory.ts';
import { buildInfoFamilies } from './build-info.ts';
import { certificates } from './certificates.ts';
import type { Family, FamilyDescription, ItemSubject } from './family.ts';
import { HANDSHAKE_SUBJECTS } from './handshake-subjects.ts';
import { labelledObjects, managedCertificates } from './kubernetes-objects.ts';
import { problems } from './problems.ts';
import { reloadFamilies } from './reload.ts';
import { revocationLists } from './revocation-lists.ts';
import { rotationFamilies } from './rotation.ts';
import type { Snapshot } from './snapshot.ts';
import { sourceFamilies } from './sources.ts';
import { trustFamilies } from './trust.ts';

/** What is rendered once per change of a source. A subject sees only the items that it made itself, so their type is nobody else's business. */
export const INVENTORY_SUBJECTS: readonly ItemSubject<SourceState, unknown>[] = [
  certificates,
  revocationLists,
  labelledObjects,
  managedCertificates,
  problems,
];

/** What is rendered for each scrape, in this order; the metrics of the process follow. */
export const FRESH_FAMILIES: readonly Family<Snapshot>[] = [
  ...sourceFamilies,
  ...trustFamilies,
  ...rotationFamilies,
  ...buildInfoFamilies,
  ...reloadFamilies,
];

/** Every family of the contract that is exported, for tests and documentation. */
export const FAMILIES: readonly FamilyDescription[] = [
  ...INVENTORY_SUBJECTS.flatMap((subject) => subject.families),
  ...HANDSHAKE_SUBJECTS.flatMap((subject) => subject.families),
  ...FRESH_FAMILIES,
];
