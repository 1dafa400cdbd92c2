import { expect, it } from 'vitest';
import { buildPaths } from '../../../src/handshake/verify/build-paths.ts';
import { SIGNATURE_UNITS, SignatureChecks } from '../../../src/handshake/verify/signature-checks.ts';
import type { GeneratedCertificate } from '../../support/certificate-factory.ts';
import { crossSigned, damaged } from '../../support/chain-faults.ts';
import { poolOf, read } from '../../support/judged-chain.ts';
import { authority, server } from '../../support/pki.ts';

function paths(leaf: GeneratedCertificate, between: GeneratedCertificate[], anchors: GeneratedCertificate[]) {
  const material = { leaf: read(leaf), intermediates: poolOf(...between), anchors: poolOf(...anchors) };
  const search = buildPaths(material, new SignatureChecks(), { left: SIGNATURE_UNITS });
  const shown = search.paths.map(({ certificates, brokenAt }) =>
    [
      ...certificates.map(({ subject }) => subject.replace('CN=', '')),
      ...(brokenAt === undefined ? [] : [`broken at ${brokenAt}`]),
    ].join(' < '),
  );
  return { shown, exhausted: search.exhausted };
}

const root = authority('Root', { notAfter: 1 });
const oldRoot = authority('Old');
const crossed = crossSigned(root, { issuer: oldRoot });
const issuing = authority('Issuing', { issuer: root });
const leaf = server({ subject: 'leaf', issuer: issuing });

it('finds every path, whatever the dates, straight ones first', () => {
  expect(paths(leaf, [crossed, issuing], [oldRoot, root])).toEqual({
    shown: ['leaf < Issuing < Root', 'leaf < Issuing < Root < Old'],
    exhausted: false,
  });
});

it('finds none where there is none', () => {
  expect(paths(leaf, [], [root])).toEqual({ shown: [], exhausted: false });
});

it('ends at any anchor, the leaf included', () => {
  expect(paths(leaf, [], [leaf]).shown).toEqual(['leaf']);
  expect(paths(leaf, [issuing], [issuing]).shown).toEqual(['leaf < Issuing']);
});

it('goes past no name and key twice', () => {
  const back = crossSigned(oldRoot, { issuer: root });
  expect(paths(leaf, [issuing, crossed, back], [oldRoot]).shown).toEqual(['leaf < Issuing < Root < Old']);
});

it('shows one broken signature where nothing better is there, and not two', () => {
  expect(paths(damaged(leaf), [issuing], [root]).shown).toEqual(['leaf < Issuing < Root < broken at 0']);
  expect(paths(leaf, [damaged(issuing)], [root]).shown).toEqual(['leaf < Issuing < Root < broken at 1']);
  expect(paths(leaf, [damaged(issuing), issuing], [root]).shown).toEqual(['leaf < Issuing < Root']);
  expect(paths(damaged(leaf), [damaged(issuing)], [root]).shown).toEqual([]);
});

it('is no longer than the longest chain that is served', () => {
  const chain = [authority('A0')];
  for (let index = 1; index < 18; index++)
    chain.push(authority(`A${index}`, { issuer: chain[index - 1] ?? root }));
  const [top, ...rest] = chain;
  const anchor = top ?? root;
  const lastOf = (length: number) => server({ issuer: chain[length - 2] ?? root });
  expect(paths(lastOf(17), rest, [anchor]).shown.length).toBe(1);
  expect(paths(lastOf(18), rest, [anchor])).toEqual({ shown: [], exhausted: true });
});
