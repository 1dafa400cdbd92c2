import { expect, it } from 'vitest';
import { type OpensslBlock, opensslBlocks } from '../../../src/trust/parsers/openssl-blocks.ts';
import { createCertificate } from '../../support/certificate-factory.ts';

const { der, pem, privateKeyPem } = createCertificate();

const blocks = (text: string): OpensslBlock[] => [...opensslBlocks(Buffer.from(text))];

it('gives certificates with their label and place, and steps over keys without decoding them', () => {
  expect(blocks(`text\n${privateKeyPem}${pem}`)).toEqual([
    { kind: 'other' },
    { kind: 'certificate', at: 5 + privateKeyPem.length, label: 'CERTIFICATE', der },
  ]);
});

it('ends at the first fault', () => {
  const found = blocks(pem.replace('\n', '\n!') + pem);
  expect(found).toEqual([{ kind: 'fault', at: 0, why: 'holds damaged Base64' }]);
});

it.each([
  ['has no END line', pem.slice(0, 80)],
  ['has an END line that is not its own alone', pem.trimEnd() + pem],
  ['has a header', pem.replace('\n', '\nkind: root\n\n')],
  ['has a header', pem.replace('\n', '\nkind: root\n')],
  ['has an empty line in it', pem.replace('\n', '\n\n\n')],
  ['has lines of different lengths', pem.replace('\n', '\n\n').replace(/\n(.{30})(.{34})\n/, '\n$1\n$2\n')],
])('names the fault: %s', (why, text) => {
  expect(blocks(text)).toEqual([{ kind: 'fault', at: 0, why }]);
});

it('has nothing in nothing', () => {
  expect(blocks('')).toEqual([]);
  expect(blocks('-----BEGIN -----\n-----BEGIN CERTIFICATE')).toEqual([]);
});
