import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { verifyChain } from '../../../src/app/rotating/verify-chain.ts';
import { parseContent } from '../../../src/rotation/content/parse-content.ts';
import { DEFAULT_NOT_AFTER, type GeneratedCertificate } from '../../support/certificate-factory.ts';
import { authority, server, subtree } from '../../support/pki.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** 2026-01-01. */
const NOW = 1_767_225_600;

const root = authority('Root');
const issuing = authority('Issuing', { issuer: root });
const leaf = server({ issuer: issuing });
const other = authority('Other');

const verified = (
  chain: readonly GeneratedCertificate[],
  anchors: readonly GeneratedCertificate[],
  now = NOW,
) => verifyChain({ chain: chain.map(({ der }) => der), anchors: anchors.map(({ der }) => der), now });

/** What `openssl verify` says of the same, as an oracle. */
function opensslVerifies(
  chain: readonly GeneratedCertificate[],
  anchors: readonly GeneratedCertificate[],
  now = NOW,
): boolean {
  const folder = temporaryFolder();
  const write = (name: string, these: readonly GeneratedCertificate[]): string => {
    const path = join(folder, name);
    writeFileSync(path, these.map(({ pem }) => pem).join(''));
    return path;
  };
  const trust = ['-no-CApath', '-no-CAfile', '-no-CAstore', '-CAfile', write('anchors.pem', anchors)];
  const given = ['-untrusted', write('chain.pem', chain), '-attime', String(now), '-purpose', 'sslserver'];
  try {
    const parameters = ['verify', ...trust, ...given, write('leaf.pem', chain.slice(0, 1))];
    execFileSync('openssl', parameters, { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

const constrained = authority('Constrained', { issuer: root, permitted: [subtree.dns('example.org')] });

describe('a stored chain is verified as a client would', () => {
  it.each<
    [string, readonly GeneratedCertificate[], readonly GeneratedCertificate[], number, RegExp | undefined]
  >([
    ['as it should be', [leaf, issuing], [other, root], NOW, undefined],
    ['with its root', [leaf, issuing, root], [root], NOW, undefined],
    ['out of order', [leaf, root, issuing], [root], NOW, undefined],
    ['without anchors', [leaf, issuing], [], NOW, /neither served nor in the new anchors/],
    ['of another authority', [leaf, issuing], [other], NOW, /neither served nor in the new anchors/],
    ['without its intermediate', [leaf], [root], NOW, /CN=Issuing, which is neither served/],
    ['of another key', [leaf, issuing], [authority('Root')], NOW, /another key/],
    ['after its end', [leaf, issuing], [root], DEFAULT_NOT_AFTER + 1, /expired/],
    ['before its begin', [leaf, issuing], [root], 1_500_000_000, /not valid until|not yet valid/],
    [
      'against a name constraint',
      [server({ issuer: constrained }), constrained],
      [root],
      NOW,
      /constraint|permit/,
    ],
    ['signed by a leaf', [server({ issuer: leaf }), leaf, issuing], [root], NOW, /./],
  ])('%s', (_, chain, anchors, now, why) => {
    const answer = verified(chain, anchors, now);
    if (why === undefined) expect(answer).toBeUndefined();
    else expect(answer).toMatch(why);
    // openssl verify asks for at least one trusted certificate.
    if (anchors.length > 0) expect(opensslVerifies(chain, anchors, now)).toBe(why === undefined);
  });

  it('whoever it is for: a name is not asked about', () => {
    expect(verified([server({ issuer: issuing, sans: [] }), issuing], [root])).toBeUndefined();
  });

  it('with nothing in it', () => {
    expect(verified([], [root])).toMatch(/no certificate/);
    expect(verifyChain({ chain: [Buffer.from('junk')], anchors: [root.der], now: NOW })).toMatch(
      /cannot be read/,
    );
  });
});

it('the roots that Node.js ships are content that parses, and verify what is theirs', () => {
  const content = parseContent(Buffer.from(rootCertificates.join('\n')));
  if ('refused' in content) throw new Error(content.refused);
  expect(content.certificates).toHaveLength(rootCertificates.length);
  const anchors = content.certificates.map(({ der }) => der);
  for (const { der, certificate } of content.certificates.slice(0, 20)) {
    const now = certificate.notAfter - 1;
    expect(verifyChain({ chain: [der], anchors, now }) ?? 'verified').not.toMatch(/unknown|neither served/);
  }
});
