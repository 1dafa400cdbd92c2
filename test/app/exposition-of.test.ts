import { expect, it } from 'vitest';
import { expositionOf } from '../../src/app/exposition-of.ts';
import { foundAt, inventoryOf, sourceState } from '../support/inventory.ts';

it('prints the certificates of an inventory and nothing of the process', async () => {
  const text = await expositionOf(inventoryOf(sourceState({ certificates: [foundAt('/a.crt')] })));
  const names = new Set(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split('{')[0]),
  );
  expect([...names]).toEqual([
    'tls_cert_not_after_timestamp_seconds',
    'tls_cert_not_before_timestamp_seconds',
    'tls_cert_info',
  ]);
});

it('prints nothing for nothing', async () => {
  expect(await expositionOf(inventoryOf())).toBe('');
});
