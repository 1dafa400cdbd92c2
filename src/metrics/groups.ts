import { BLOCK_BYTES, type Block, createBlock } from './block.ts';
import { BlockText } from './block-text.ts';
import type { ItemSubject } from './family.ts';
import { renderLabels } from './labels.ts';
import type { Slices } from './slices.ts';

/** How many items are rendered before the clock is looked at. */
const ITEMS_PER_LOOK = 32;

/**
 * The series of neighbouring items. A group is kept for as long as the same items stand next to each other, so that
 * one renewed certificate among thousands costs the text of its neighbours and not that of all.
 */
export interface Group {
  readonly items: readonly unknown[];
  /** One block per family, in the order of the families; undefined where none of the items has a series. */
  readonly blocks: readonly (Block | undefined)[];
}

/** Renders all items of a part, with the groups of the last time where their items are there again. */
export async function renderGroups<Part>(
  subject: ItemSubject<Part, unknown>,
  part: Part,
  before: readonly Group[],
  slices: Slices,
): Promise<Group[]> {
  const items = [...subject.items(part)];
  const keptByFirst = new Map(before.map((group) => [group.items[0], group]));
  const groups: Group[] = [];
  const open = new OpenGroup(subject, part);
  let untilLook = ITEMS_PER_LOOK;
  for (let index = 0; index < items.length; ) {
    const kept = keptByFirst.get(items[index]);
    if (kept !== undefined && standsAt(kept, items, index)) {
      if (!open.empty) groups.push(await slices.giveWay(open.close()));
      groups.push(kept);
      index += kept.items.length;
      continue;
    }
    open.add(items[index]);
    index += 1;
    if (open.full) {
      groups.push(await slices.giveWay(open.close()));
    }
    untilLook -= 1;
    if (untilLook > 0) continue;
    untilLook = ITEMS_PER_LOOK;
    if (slices.over) await slices.giveWay();
  }
  if (!open.empty) groups.push(await slices.giveWay(open.close()));
  return groups;
}

function standsAt(group: Group, items: readonly unknown[], start: number): boolean {
  return group.items.every((item, offset) => items[start + offset] === item);
}

/** A group to which items are still added. */
class OpenGroup<Part> {
  readonly #subject: ItemSubject<Part, unknown>;
  readonly #part: Part;
  readonly #texts: readonly BlockText[];
  #items: unknown[] = [];

  constructor(subject: ItemSubject<Part, unknown>, part: Part) {
    this.#subject = subject;
    this.#part = part;
    this.#texts = subject.families.map(() => new BlockText());
  }

  get empty(): boolean {
    return this.#items.length === 0;
  }

  get full(): boolean {
    return this.#texts.some((text) => text.length >= BLOCK_BYTES);
  }

  add(item: unknown): void {
    this.#items.push(item);
    const shared = renderLabels(this.#subject.sharedLabels(item, this.#part));
    for (const [index, family] of this.#subject.families.entries()) {
      const value = family.value(item);
      if (!Number.isFinite(value)) continue;
      const rendered = family.ownLabels === undefined ? '' : renderLabels(family.ownLabels(item));
      const own = rendered === '' ? '' : `,${rendered}`;
      this.#texts[index]?.add(`${family.name}{${shared}${own}} ${value}\n`);
    }
  }

  /** The group so far; the next one begins. */
  async close(): Promise<Group> {
    const items = this.#items;
    const blocks: (Block | undefined)[] = [];
    this.#items = [];
    for (const text of this.#texts)
      blocks.push(text.length === 0 ? undefined : await createBlock(text.take()));
    return { items, blocks };
  }
}
