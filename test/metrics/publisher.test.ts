import { expect, it, onTestFinished } from 'vitest';
import { Publisher, type PublisherOptions } from '../../src/metrics/publisher.ts';
import type { Inventory, SourceState } from '../../src/model/inventory.ts';
import { foundAt, inventoryOf, sourceState } from '../support/inventory.ts';
import { plainText } from '../support/rendered.ts';

const FOREVER = 2 ** 31 - 1;

function publisher(options: Partial<PublisherOptions> = {}): Publisher {
  const onError = (error: unknown): void => expect.fail(String(error));
  const made = new Publisher({ minimumInterval: 0, onError, ...options });
  onTestFinished(() => made.close());
  return made;
}

const inventory = (...paths: string[]): Inventory =>
  inventoryOf(sourceState({ certificates: paths.map((path) => foundAt(path)) }));
const shown = ({ current }: Publisher): Inventory => current.inventory;

it('publishes nothing, not ready, in the beginning', () => {
  expect(publisher().current).toMatchObject({
    inventory: { ready: false, sources: [] },
    segment: { blocks: [] },
  });
});

it('publishes inventory and text together', async () => {
  const made = publisher();
  const before = made.current;
  const next = inventory('/a');
  made.publish(next);
  expect(made.current).toBe(before);
  await made.settled();
  expect(made.current.inventory).toBe(next);
  expect(await plainText(made.current.segment)).toContain('path="/a"');
});

it('takes changes together that come while it renders, and publishes the last', async () => {
  const made = publisher();
  const last = inventory('/c');
  for (const each of [inventory('/a'), inventory('/b'), last]) made.publish(each);
  await made.settled();
  expect(shown(made)).toBe(last);
});

it('waits between renderings', async () => {
  const made = publisher({ minimumInterval: FOREVER });
  const first = inventory('/a');
  made.publish(first);
  await expect.poll(() => shown(made)).toBe(first);
  made.publish(inventory('/b'));
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
  expect(shown(made)).toBe(first);
});

it('does not wait with the change that completes the first collection', async () => {
  const made = publisher({ minimumInterval: FOREVER });
  const incomplete = { ...inventory('/a'), ready: false };
  made.publish(incomplete);
  await expect.poll(() => shown(made)).toBe(incomplete);
  const complete = inventory('/a', '/b');
  made.publish(complete);
  await expect.poll(() => shown(made)).toBe(complete);
});

it('keeps the last publication and says so when rendering fails', async () => {
  const errors: unknown[] = [];
  const made = publisher({ onError: (error) => errors.push(error) });
  const good = inventory('/a');
  made.publish(good);
  await made.settled();
  const broken = { ...sourceState(), certificates: [undefined] } as unknown as SourceState;
  made.publish(inventoryOf(broken));
  await made.settled();
  expect(shown(made)).toBe(good);
  expect(errors).toHaveLength(1);
});

it('publishes nothing more once closed, and does not wait to close', async () => {
  const made = publisher({ minimumInterval: FOREVER });
  made.publish(inventory('/a'));
  await expect.poll(() => shown(made).ready).toBe(true);
  await made.close();
  const before = made.current;
  made.publish(inventory('/b'));
  await made.settled();
  expect(made.current).toBe(before);
});
