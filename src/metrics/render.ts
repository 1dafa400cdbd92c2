import { BLOCK_CHARACTERS, type Block, createBlock } from './block.ts';
import type { ItemSubject } from './family.ts';
import { renderLabels } from './labels.ts';
import { createSegment, type Segment } from './segment.ts';
import { Slices } from './slices.ts';
import { renderHeader } from './text.ts';

/** How many items are rendered before the clock is looked at. */
const ITEMS_PER_LOOK = 32;

/** The text of one subject for one part, and what it was made of. */
interface Rendered {
  readonly contents: object;
  /** One list of blocks per family, in the order of the families; empty where it has no series. */
  readonly families: readonly (readonly Block[])[];
}

/**
 * Turns parts (sources) into a segment. The text of a part is made once per change of its contents and kept;
 * putting segments together again costs nothing that grows with the number of certificates. This is the hot path:
 * 20,000 certificates are 60,000 lines.
 */
export class SegmentRenderer<Part> {
  readonly #subjects: readonly ItemSubject<Part, unknown>[];
  readonly #key: (part: Part) => string;
  readonly #headers = new Map<string, Block>();
  #kept = new Map<string, readonly Rendered[]>();

  /** `key` is what a part is known by from one rendering to the next (the name of the source). */
  constructor(subjects: readonly ItemSubject<Part, unknown>[], key: (part: Part) => string) {
    this.#subjects = subjects;
    this.#key = key;
  }

  /**
   * Gives way to the event loop as it goes. Not to be called again before it is done: one renderer renders one
   * thing at a time. A part that is not given any more is forgotten.
   */
  async render(parts: readonly Part[]): Promise<Segment> {
    const slices = new Slices();
    const kept = new Map<string, readonly Rendered[]>();
    for (const part of parts) kept.set(this.#key(part), await this.#renderPart(part, slices));
    this.#kept = kept;
    return createSegment(await this.#assemble([...kept.values()]));
  }

  async #renderPart(part: Part, slices: Slices): Promise<readonly Rendered[]> {
    const before = this.#kept.get(this.#key(part));
    const rendered: Rendered[] = [];
    for (const [index, subject] of this.#subjects.entries()) {
      const contents = subject.contents(part);
      const same = before?.[index];
      if (same?.contents === contents) rendered.push(same);
      else rendered.push({ contents, families: await renderSubject(subject, part, slices) });
    }
    return rendered;
  }

  /** All series of a family stand together, those of every part, below one header. */
  async #assemble(parts: readonly (readonly Rendered[])[]): Promise<Block[]> {
    const blocks: Block[] = [];
    for (const [index, { families }] of this.#subjects.entries()) {
      for (const [number, family] of families.entries()) {
        const series = parts.flatMap((part) => part[index]?.families[number] ?? []);
        if (series.length > 0) blocks.push(await this.#header(renderHeader(family, 'text')), ...series);
      }
    }
    return blocks;
  }

  async #header(text: string): Promise<Block> {
    const header = this.#headers.get(text) ?? (await createBlock(text));
    this.#headers.set(text, header);
    return header;
  }
}

/** The series of each family of a subject, as blocks. */
async function renderSubject<Part>(
  subject: ItemSubject<Part, unknown>,
  part: Part,
  slices: Slices,
): Promise<Block[][]> {
  const texts = subject.families.map(() => '');
  const blocks: Block[][] = subject.families.map(() => []);
  let untilLook = ITEMS_PER_LOOK;
  for (const item of subject.items(part)) {
    const shared = renderLabels(subject.sharedLabels(item, part));
    for (const [index, family] of subject.families.entries()) {
      const value = family.value(item);
      if (!Number.isFinite(value)) continue;
      const own = family.ownLabels === undefined ? '' : `,${renderLabels(family.ownLabels(item))}`;
      const text = `${texts[index]}${family.name}{${shared}${own}} ${value}\n`;
      const full = text.length >= BLOCK_CHARACTERS;
      texts[index] = full ? '' : text;
      if (full) blocks[index]?.push(await slices.giveWay(createBlock(text)));
    }
    untilLook -= 1;
    if (untilLook > 0) continue;
    untilLook = ITEMS_PER_LOOK;
    if (slices.over) await slices.giveWay();
  }
  for (const [index, text] of texts.entries()) {
    if (text !== '') blocks[index]?.push(await slices.giveWay(createBlock(text)));
  }
  return blocks;
}
