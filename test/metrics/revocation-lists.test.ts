import { expect, it } from 'vitest';
import { revocationLists } from '../../src/metrics/revocation-lists.ts';
import { parseSamples } from '../support/exposition.ts';
import { foundList, sourceState } from '../support/inventory.ts';
import { inventoryRenderer, plainText, renderedSources } from '../support/rendered.ts';

it('has four series for each revocation list, with exact values', async () => {
  const found = foundList('/etc/ca.crl', { crlNumber: '18446744073709551616', revoked: 3 });
  const text = await renderedSources(sourceState({ revocationLists: [found] }));
  const shared = 'source="test",path="/etc/ca.crl",issuer="CN=ca.example.com",position="0"';
  expect(text.split('\n').filter((line) => !line.startsWith('#'))).toEqual([
    `tls_crl_next_update_timestamp_seconds{${shared}} 1800000000`,
    `tls_crl_this_update_timestamp_seconds{${shared}} 1700000000`,
    `tls_crl_revoked_certificates{${shared}} 3`,
    `tls_crl_info{${shared},crl_number="18446744073709551616",signature_algorithm="ECDSA-SHA256",fingerprint_sha256="${'cd'.repeat(32)}"} 1`,
    '',
  ]);
});

it('leaves out what a list does not say', async () => {
  const found = foundList('/etc/ca.crl', { nextUpdate: undefined, crlNumber: undefined });
  const text = await renderedSources(sourceState({ revocationLists: [found] }));
  expect(text).not.toContain('tls_crl_next_update');
  expect(text).not.toContain('crl_number');
  expect(parseSamples(text)).toHaveLength(3);
});

it('declares every label that it has', () => {
  const found = foundList('/a');
  for (const family of revocationLists.families) {
    const labels = { ...revocationLists.sharedLabels(found, sourceState()), ...family.ownLabels?.(found) };
    expect(family.labels).toEqual(Object.keys(labels));
  }
});

it('costs nothing where certificates change and lists do not: the very same text stays', async () => {
  const renderer = inventoryRenderer();
  const lists = [foundList('/etc/ca.crl')];
  const before = await renderer.render([sourceState({ revocationLists: lists, certificates: [] })]);
  const after = await renderer.render([sourceState({ revocationLists: lists, certificates: [] })]);
  expect(await plainText(after)).toBe(await plainText(before));
  expect(after.blocks.map((block) => before.blocks.includes(block))).not.toContain(false);
});
