import { type Block, createBlock } from './block.ts';
import type { ItemSubject } from './family.ts';
import type { Format } from './format.ts';
import { type Group, renderGroups } from './groups.ts';
import { createSegment, type Segment } from './segment.ts';
import { Slices } from './slices.ts';
import { renderHeader } from './text.ts';

/** The text of one subject for one part, and what it was made of. */
interface Rendered {
  readonly contents: object;
  readonly groups: readonly Group[];
}

/**
 * Turns parts (sources) into a segment. The text of a part is made when its contents change, and only as far as
 * they did; putting segments together again costs nothing that grows with the number of certificates but the
 * combination of a few hundred checksums. This is the hot path: 20,000 certificates are 60,000 lines.
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
    return createSegment(await this.#assemble(await this.#renderParts(parts), 'text'));
  }

  /** As `render`, for subjects with counters: the segments share all blocks but the headers of those. */
  async renderFormats(parts: readonly Part[]): Promise<Readonly<Record<Format, Segment>>> {
    const rendered = await this.#renderParts(parts);
    return {
      text: createSegment(await this.#assemble(rendered, 'text')),
      openmetrics: createSegment(await this.#assemble(rendered, 'openmetrics')),
    };
  }

  async #renderParts(parts: readonly Part[]): Promise<readonly (readonly Rendered[])[]> {
    const slices = new Slices();
    const kept = new Map<string, readonly Rendered[]>();
    for (const part of parts) kept.set(this.#key(part), await this.#renderPart(part, slices));
    this.#kept = kept;
    return [...kept.values()];
  }

  async #renderPart(part: Part, slices: Slices): Promise<readonly Rendered[]> {
    const before = this.#kept.get(this.#key(part));
    const rendered: Rendered[] = [];
    for (const [index, subject] of this.#subjects.entries()) {
      const contents = subject.contents(part);
      const last = before?.[index];
      if (last?.contents === contents) rendered.push(last);
      else rendered.push({ contents, groups: await renderGroups(subject, part, last?.groups ?? [], slices) });
    }
    return rendered;
  }

  /** All series of a family stand together, those of every part, below one header. */
  async #assemble(parts: readonly (readonly Rendered[])[], format: Format): Promise<Block[]> {
    const blocks: Block[] = [];
    for (const [index, { families }] of this.#subjects.entries()) {
      const groups = parts.flatMap((part) => part[index]?.groups ?? []);
      for (const [number, family] of families.entries()) {
        const series = groups.flatMap((group) => group.blocks[number] ?? []);
        if (series.length > 0) blocks.push(await this.#header(renderHeader(family, format)), ...series);
      }
    }
    return blocks;
  }

  async #header(text: string): Promise<Block> {
    const header = this.#headers.get(text) ?? (await createBlock(Buffer.from(text, 'utf8')));
    this.#headers.set(text, header);
    return header;
  }
}
