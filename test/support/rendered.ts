import { PlainForm } from '../../src/metrics/plain-form.ts';
import { INVENTORY_SUBJECTS } from '../../src/metrics/registry.ts';
import { SegmentRenderer } from '../../src/metrics/render.ts';
import type { Segment } from '../../src/metrics/segment.ts';
import type { SourceState } from '../../src/model/inventory.ts';

/** A renderer as the exporter has it. */
export function inventoryRenderer(): SegmentRenderer<SourceState> {
  return new SegmentRenderer(INVENTORY_SUBJECTS, (state) => state.source);
}

export async function plainText(...segments: readonly Segment[]): Promise<string> {
  return Buffer.concat(await new PlainForm().pieces(segments, 0)).toString();
}

/** The text of what is kept of these sources. */
export async function renderedSources(...sources: readonly SourceState[]): Promise<string> {
  return plainText(await inventoryRenderer().render(sources));
}
