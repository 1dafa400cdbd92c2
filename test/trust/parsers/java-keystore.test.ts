import { expect, it } from 'vitest';
import { javaKeystore, openedJavaKeystore } from '../../../src/trust/parsers/java-keystore.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import {
  certificateBag,
  encryptedContent,
  macData,
  pbes2,
  pfx,
  plainContent,
  trustAttribute,
} from '../../support/pfx-writer.ts';

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const text = (value: string): Buffer => Buffer.concat([Buffer.of(0, value.length), Buffer.from(value)]);
const certificate = (der: Buffer): Buffer => Buffer.concat([text('X.509'), number(der.length), der]);
const date = Buffer.alloc(8);

const first = createCertificate().der;
const second = createCertificate().der;
const anchorEntry = Buffer.concat([number(2), text('root'), date, certificate(first)]);
const keyEntry = Buffer.concat([number(1), text('key'), date, number(3), Buffer.from('key'), number(2)]);
const jks = Buffer.concat([
  Buffer.from('feedfeed', 'hex'),
  number(2),
  number(2),
  anchorEntry,
  // A key whose bytes are no key: nobody may look at them.
  keyEntry,
  certificate(second),
  certificate(first),
]);
const parse = (bytes: Buffer): ReturnType<typeof javaKeystore> =>
  javaKeystore(bytes, new CertificateReader());

it("takes JKS's own certificates and the first of a key's chain", () => {
  expect(parse(Buffer.concat([jks, Buffer.alloc(20)])).certificates).toHaveLength(2);
});

it('loads nothing where anything is damaged, whatever it is, and never throws', () => {
  for (let length = 0; length < jks.length; length++) {
    expect(parse(jks.subarray(0, length)).certificates).toEqual([]);
  }
  const damaged = Buffer.from(jks);
  damaged.writeUInt32BE(0xff_ff_ff_ff, 8);
  expect(parse(damaged).problem).toContain('no whole keystore');
});

it('says of an empty store that it is empty', () => {
  const empty = Buffer.concat([Buffer.from('feedfeed', 'hex'), number(2), number(0), Buffer.alloc(20)]);
  expect(parse(empty)).toEqual({ certificates: [], problem: 'it holds no certificate' });
});

const trusted = certificateBag(first, 'root', trustAttribute());
const closed = encryptedContent(pbes2(1000), Buffer.alloc(32));

it('takes from PKCS #12 what Java marks as trusted, and nothing else', () => {
  const whole = pfx([plainContent([trusted, certificateBag(second, 'other')])]);
  expect(parse(whole).certificates).toHaveLength(1);
  // Without a password Java does not look at the MAC.
  expect(parse(pfx([plainContent([trusted])], macData({ iterations: 1 }))).problem).toBeUndefined();
});

it('says that what is there may be encrypted', () => {
  expect(parse(pfx([closed])).problem).toContain('encrypted');
  expect(parse(pfx([closed, plainContent([trusted])])).certificates).toHaveLength(1);
});

it('loads nothing of PKCS #12 that is damaged', () => {
  const whole = pfx([plainContent([trusted])]);
  for (let length = 0; length < whole.length; length += 7) {
    expect(parse(whole.subarray(0, length))).toMatchObject({
      certificates: [],
      problem: expect.stringContaining('no whole keystore'),
    });
  }
});

it('does not say what is behind a password that is not the usual one', () => {
  const opened = (bytes: Buffer): ReturnType<typeof openedJavaKeystore> =>
    openedJavaKeystore(bytes, new CertificateReader());
  expect(opened(pfx([closed]))).toMatchObject({ certificates: [], isUnknown: true });
  expect(opened(pfx([plainContent([trusted])]))).toMatchObject({ certificates: [{}] });
  expect(opened(pfx([plainContent([trusted])])).isUnknown).toBeUndefined();
  expect(opened(Buffer.concat([jks, Buffer.alloc(20)])).certificates).toHaveLength(2);
  expect(opened(jks).problem).toContain('no whole keystore');
  // As many rounds as would take a minute.
  expect(opened(pfx([encryptedContent(pbes2(4_000_000), Buffer.alloc(32))])).isUnknown).toBe(true);
});
