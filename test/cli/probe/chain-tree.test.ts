import { describe, expect, it } from 'vitest';
import { chainTree } from '../../../src/cli/probe/chain-tree.ts';
import { coloured, plain } from '../../../src/cli/probe/paint.ts';
import { attemptPort } from '../../support/attempting.ts';
import { createChain } from '../../support/certificate-factory.ts';
import { authority } from '../../support/pki.ts';
import { PROBED_AT, probedResult } from '../../support/probed-result.ts';
import { temporaryFile } from '../../support/temporary-file.ts';
import { tlsServer } from '../../support/tls-servers.ts';

const DAY = 86_400;
const names = { sans: ['IP:127.0.0.1'], notAfter: PROBED_AT + 12 * DAY };
const chain = createChain(names);
const other = createChain({ subject: 'other', notAfter: PROBED_AT - DAY }).leaf;

/** What is served by a server to a client that trusts the root of the chain, or nobody. */
async function treeOf(
  served: readonly { readonly pem: string }[],
  options: { intermediates?: boolean; trusted?: boolean } = {},
) {
  await using server = await tlsServer({ chain, cert: served.map(({ pem }) => pem).join('') });
  const trusted = options.trusted ?? true;
  const path = temporaryFile('ca.pem', trusted ? chain.root.pem : authority('Another Root').pem);
  const probed = await attemptPort(
    server.port,
    {
      trust: { kind: 'path', path },
      ...(options.intermediates === true
        ? { intermediatesPath: temporaryFile('i.pem', chain.intermediate.pem) }
        : {}),
    },
    PROBED_AT,
  );
  return chainTree(probed, PROBED_AT, plain);
}

describe('a chain as a tree', () => {
  it('has the path to the root that is trusted', async () => {
    expect(await treeOf([chain.leaf, chain.intermediate])).toEqual([
      'CN=example.com            expires in 12 days (2026-12-04)',
      '└─ CN=Example Issuing CA  expires in 8 years (2035-01-01)',
      '   └─ CN=Example Root CA  expires in 8 years (2035-01-01)  trusted',
    ]);
  });

  it('says what was sent that need not, and what does not belong', async () => {
    expect((await treeOf([chain.leaf, chain.intermediate, chain.root, other])).slice(2)).toEqual([
      '   └─ CN=Example Root CA  expires in 8 years (2035-01-01)    trusted, sent along',
      'CN=other                  expired 24 hours ago (2026-11-21)  sent, and not on this path',
    ]);
  });

  it('says what was not sent', async () => {
    const [, intermediate] = await treeOf([chain.leaf], { intermediates: true });
    expect(intermediate).toMatch(/^└─ CN=Example Issuing CA .* {2}not sent: it is among the intermediates/);
  });

  it('has what was sent, in its order, where no path leads to a trusted root', async () => {
    expect(await treeOf([chain.leaf, chain.intermediate], { trusted: false })).toEqual([
      '0  CN=example.com         expires in 12 days (2026-12-04)  by CN=Example Issuing CA',
      '1  CN=Example Issuing CA  expires in 8 years (2035-01-01)  by CN=Example Root CA',
    ]);
  });

  it('has what cannot be read, and nothing where nothing was sent', () => {
    const unreadable = [{ index: 0, detail: 'Served certificate 0 cannot be read.' }];
    expect(chainTree(probedResult({ unreadable }), PROBED_AT, plain)).toEqual([
      'Served certificate 0 cannot be read.',
    ]);
    expect(chainTree(probedResult(), PROBED_AT, plain)).toEqual([]);
  });

  it('is coloured by how urgent it is', async () => {
    await using server = await tlsServer({ chain });
    const probed = await attemptPort(server.port, {}, PROBED_AT);
    expect(chainTree(probed, PROBED_AT + 20 * DAY, coloured)[0]).toContain('\u001b[1;31mexpired 8 days ago');
  });
});
