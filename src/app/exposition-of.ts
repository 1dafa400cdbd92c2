import { Publisher } from '../metrics/publisher.ts';
import type { Inventory } from '../model/inventory.ts';

/** The certificates of an inventory as metrics in the text format 0.0.4, for a textfile collector. */
export async function expositionOf(inventory: Inventory): Promise<string> {
  const failed = Promise.withResolvers<never>();
  const publisher = new Publisher({ minimumInterval: 0, onError: failed.reject });
  publisher.publish(inventory);
  await Promise.race([publisher.settled(), failed.promise]);
  const texts = await Promise.all(publisher.current.segment.blocks.map((block) => block.plain()));
  return Buffer.concat(texts).toString('utf8');
}
