import { ROLES, type Role } from '../../model/certificate.ts';
import { VALIDITY_STATUSES, type ValidityStatus, validityStatus } from '../../model/validity.ts';
import { visible } from '../../model/visible.ts';
import type { Pause } from './breather.ts';
import { type Entry, roleOf } from './entries.ts';
import { factsOf } from './facts.ts';

/** Rows of one page unless somebody asks for more: what a browser on a phone still handles well. */
export const DEFAULT_LIMIT = 1000;

/** Characters of a search that are looked at. */
export const MAX_SEARCH_LENGTH = 200;

/** What a visitor asked to see. */
export interface Selection {
  /** Words that all have to occur, in any letter case; empty for no search. */
  readonly search: string;
  readonly role: Role | undefined;
  readonly status: ValidityStatus | undefined;
  /** Rows at most; infinite for all. */
  readonly limit: number;
}

/** Whether the selection leaves out anything by its kind, the limit aside. */
export function isFiltered({ search, role, status }: Selection): boolean {
  return search !== '' || role !== undefined || status !== undefined;
}

/** Reads the query of a request. What is not understood is as if it were not there. */
export function readSelection(query: unknown): Selection {
  const values = new Map(Object.entries(typeof query === 'object' && query !== null ? query : {}));
  const text = (name: string): string => {
    const value: unknown = values.get(name);
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return typeof first === 'string' ? first.trim() : '';
  };
  const limit = text('limit');
  return {
    search: text('q').slice(0, MAX_SEARCH_LENGTH),
    role: ROLES.find((role) => role === text('role')),
    status: VALIDITY_STATUSES.find((status) => status === text('status')),
    limit: limit === 'all' ? Infinity : /^[1-9]\d{0,8}$/.test(limit) ? Number(limit) : DEFAULT_LIMIT,
  };
}

/** The query string of a selection, with its `?`; the inverse of `readSelection`. */
export function selectionQuery({ search, role, status, limit }: Selection): string {
  const query = new URLSearchParams();
  if (search !== '') query.set('q', search);
  if (role !== undefined) query.set('role', role);
  if (status !== undefined) query.set('status', status);
  if (limit !== DEFAULT_LIMIT) query.set('limit', limit === Infinity ? 'all' : String(limit));
  return `?${query.toString()}`;
}

/** The entries that a selection asks for at `now` (Unix seconds), its limit aside. Gives way to others in between. */
export async function selectEntries(
  entries: readonly Entry[],
  selection: Selection,
  now: number,
  pause: Pause,
): Promise<readonly Entry[]> {
  if (!isFiltered(selection)) return entries;
  const words = selection.search.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (entry: Entry): boolean => {
    if (selection.role !== undefined && roleOf(entry) !== selection.role) return false;
    if (selection.status !== undefined && validityStatus(entry.found.certificate, now) !== selection.status) {
      return false;
    }
    if (words.length === 0) return true;
    const text = visible(
      factsOf(entry, now)
        .map(([, value]) => value)
        .join(' '),
    ).toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const selected: Entry[] = [];
  for (const entry of entries) {
    if (matches(entry)) selected.push(entry);
    const turn = pause();
    if (turn !== undefined) await turn;
  }
  return selected;
}
