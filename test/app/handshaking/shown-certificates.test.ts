import { expect, it } from 'vitest';
import { shownCertificates } from '../../../src/app/handshaking/shown-certificates.ts';
import type { ShownChain } from '../../../src/handshake/watch/watched-target.ts';
import { targetNamed } from '../../support/handshake-results.ts';
import { certificateWith } from '../../support/inventory.ts';

const chain = (more: Partial<ShownChain> = {}): ShownChain => ({
  target: targetNamed(),
  chain: [
    { index: 0, certificate: certificateWith({ role: 'root', subject: 'CN=self' }) },
    { index: 2, certificate: certificateWith({ role: 'intermediate', subject: 'CN=ca' }) },
    { index: 3, certificate: certificateWith({ role: 'intermediate', subject: 'CN=ca' }) },
  ],
  unreadable: [{ index: 1, detail: 'Served certificate 1 cannot be read: it is short.' }],
  ...more,
});

it('places certificates at their target, the first one the leaf whatever it is', () => {
  const { certificates } = shownCertificates([chain()]);
  const location = { target: 'www.example.com:443', module: 'default' };
  expect(certificates).toMatchObject([
    { location, index: 0, position: 0, role: 'leaf' },
    { location, index: 2, position: 0 },
    { location, index: 3, position: 1 },
  ]);
  expect(certificates[1]?.role).toBeUndefined();
});

it('tells what cannot be read as a problem', () => {
  expect(shownCertificates([chain()]).problems).toEqual([
    {
      location: { target: 'www.example.com:443', module: 'default' },
      reason: 'malformed_certificate',
      detail: 'Served certificate 1 cannot be read: it is short.',
    },
  ]);
});

it('makes no leaf of the second certificate where the first cannot be read', () => {
  const { certificates } = shownCertificates([chain({ chain: chain().chain.slice(1) })]);
  expect(certificates.map(({ role }) => role)).toEqual([undefined, undefined]);
});

it('gives the same objects for the same chain, and tells addresses apart', () => {
  const [one, other] = [chain({ address: '192.0.2.1' }), chain({ address: '192.0.2.2' })];
  const before = shownCertificates([one, other]).certificates;
  const after = shownCertificates([other]).certificates;
  expect(after[0]).toBe(before[3]);
  expect(before.map(({ location }) => location.address)).toEqual([
    ...Array<string>(3).fill('192.0.2.1'),
    ...Array<string>(3).fill('192.0.2.2'),
  ]);
});
