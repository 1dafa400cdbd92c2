import type { Segment } from './segment.ts';

/** Who scrapes plain text does so again within this time; Prometheus asks at least every five minutes. */
const KEPT_MILLISECONDS = 10 * 60 * 1000;

/**
 * The plain form of what is kept. Prometheus asks for gzip, and the plain form is larger than all else that the
 * exporter knows of its certificates: it is there for as long as somebody asks for it.
 */
export class PlainForm {
  /** Milliseconds of a clock that only goes forward; undefined while nothing is kept. */
  #askedAt: number | undefined;

  /** All blocks in their order. The first time each is inflated, after that it is at hand. */
  async pieces(segments: readonly Segment[], now: number): Promise<Buffer[]> {
    this.#askedAt = now;
    return Promise.all(segments.flatMap(({ blocks }) => blocks.map((block) => block.plain())));
  }

  /** Lets go of it when nobody has asked for a while. To be called with each scrape, with all segments. */
  tidy(segments: readonly Segment[], now: number): void {
    if (this.#askedAt === undefined || now - this.#askedAt < KEPT_MILLISECONDS) return;
    this.#askedAt = undefined;
    for (const { blocks } of segments) for (const block of blocks) block.forgetPlain();
  }
}
