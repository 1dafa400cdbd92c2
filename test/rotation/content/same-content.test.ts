import { describe, expect, it } from 'vitest';
import type { Content } from '../../../src/rotation/content/content.ts';
import { parseContent } from '../../../src/rotation/content/parse-content.ts';
import { sameContent } from '../../../src/rotation/content/same-content.ts';
import { createCertificate, toPem } from '../../support/certificate-factory.ts';
import fc from '../../support/fast-check.ts';

const certificates = ['A', 'B', 'C', 'D'].map((subject) => createCertificate({ subject, isAuthority: true }));
const [A = '', B = '', C = ''] = certificates.map(({ pem }) => pem);

function content(text: string): Content {
  const parsed = parseContent(Buffer.from(text));
  if ('refused' in parsed) throw new Error(parsed.refused);
  return parsed;
}
const same = (current: string | undefined, proposed: string, kind: 'anchors' | 'chain') =>
  sameContent(current === undefined ? undefined : Buffer.from(current), content(proposed), kind);

describe('of anchors the set counts', () => {
  it('whatever the order, the comments, the line ends and how often each is there', () => {
    const pems = certificates.map(({ pem }) => pem);
    const order = fc.shuffledSubarray(pems, { minLength: 1 });
    const filler = fc.constantFrom('', '\n', '# comment\n', '====\n');
    fc.assert(
      fc.property(
        order,
        fc.array(filler, { maxLength: 8 }),
        fc.boolean(),
        fc.nat(3),
        (chosen, between, windows, again) => {
          const twice = [...chosen, chosen[again % chosen.length] ?? ''];
          const text = twice.map((pem, index) => (between[index] ?? '') + pem).join('');
          const current = windows ? text.replaceAll('\n', '\r\n') : text;
          expect(same(current, chosen.toReversed().join(''), 'anchors')).toBe(true);
        },
      ),
    );
  });

  it('and one more, one fewer or another one is a change', () => {
    expect(same(A + B, A + B + C, 'anchors')).toBe(false);
    expect(same(A + B + C, A + B, 'anchors')).toBe(false);
    expect(same(A + B, A + C, 'anchors')).toBe(false);
    expect(same(A + A, A + B, 'anchors')).toBe(false);
  });
});

it('of a chain the sequence counts, because it is sent as it stands', () => {
  expect(same(`# mine\n${A}${B}`, A + B, 'chain')).toBe(true);
  expect(same(B + A, A + B, 'chain')).toBe(false);
  expect(same(A + B + B, A + B, 'chain')).toBe(false);
});

it.each<[string, string | undefined]>([
  ['nothing', undefined],
  ['an empty file', ''],
  ['a damaged file', A + B.slice(0, -40)],
  ['glued blocks', A.trimEnd() + B],
  [
    'a block that only OpenSSL reads',
    A + toPem(certificates[1]?.der ?? Buffer.alloc(0), 'TRUSTED CERTIFICATE'),
  ],
  ['a private key beside them', A + B + (certificates[0]?.privateKeyPem ?? '')],
])('%s is never the same, so that it is repaired', (_, current) => {
  expect(same(current, A + B, 'anchors')).toBe(false);
  expect(same(current, A + B, 'chain')).toBe(false);
});
