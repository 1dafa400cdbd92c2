import type { RotationOrigin } from '../../model/rotation.ts';
import type { Content, ContentRefusal } from './content.ts';

/** What bounds the reading of new content. */
export interface ReadOptions {
  /** The most bytes that are read. */
  readonly maxBytes: number;
  /** Ends the reading early; what comes back is then a refusal. */
  readonly signal: AbortSignal;
}

/** Reads new content from where it comes. Never throws: whatever stands in the way is a refusal. */
export type ReadContent = (origin: RotationOrigin, options: ReadOptions) => Promise<Content | ContentRefusal>;
