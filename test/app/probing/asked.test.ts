import { expect, it } from 'vitest';
import { Asked } from '../../../src/app/probing/asked.ts';
import type { HandshakeResult } from '../../../src/model/handshake.ts';
import { moduleOptions } from '../../support/dialling.ts';
import { certificateWith } from '../../support/inventory.ts';
import { probedResult } from '../../support/probed-result.ts';

const { target } = probedResult().result;
const module = moduleOptions();

const result = (more: Partial<HandshakeResult> = {}): HandshakeResult => ({
  ...probedResult({ chain: [{ index: 0, certificate: certificateWith() }] }).result,
  target,
  ...more,
});

it('gives the same objects for answers that differ in their times and words alone', () => {
  const asked = new Asked({ target, module, configured: module });
  const failure = { phase: 'verify', reason: 'expired', detail: 'It has expired.' } as const;
  const first = asked.shown([result({ failure })]);
  expect(first.facts).toEqual([result({ failure })]);
  expect(first.served.certificates.map(({ certificate }) => certificate)).toEqual([certificateWith()]);
  const later = { timestamp: 1_795_309_200, durations: { tls: 9 } };
  expect(asked.shown([result({ ...later, failure: { ...failure, detail: 'It expired yesterday.' } })])).toBe(
    first,
  );
});

it.each<[what: string, other: readonly HandshakeResult[]]>([
  ['does not succeed', [result({ success: false })]],
  [
    'agrees on another version',
    [result({ session: { version: 'TLSv1.2', cipher: '', group: '', alpn: '' } })],
  ],
  ['serves nothing', [result({ chain: [] })]],
  [
    'serves another',
    [result({ chain: [{ index: 0, certificate: certificateWith({ fingerprintSha256: 'ef'.repeat(32) }) }] })],
  ],
  ['is asked at an address', [result({ address: '192.0.2.1' })]],
  ['has two addresses', [result(), result({ address: '192.0.2.1' })]],
])('shows anew what changes: it %s', (_, other) => {
  const asked = new Asked({ target, module, configured: module });
  const first = asked.shown([result()]);
  const second = asked.shown(other);
  expect(second).not.toBe(first);
  expect(second.facts).toBe(other);
  expect(second.served.certificates).toHaveLength(other.flatMap(({ chain }) => chain).length);
  expect(asked.shown([result()])).not.toBe(second);
});
