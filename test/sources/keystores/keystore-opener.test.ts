import { afterEach, describe, expect, it, vi } from 'vitest';
import { MOST_ITERATIONS } from '../../../src/formats/pkcs12/iterations.ts';
import { KeystoreOpener } from '../../../src/sources/keystores/keystore-opener.ts';
import type { KeystoreRequest } from '../../../src/sources/keystores/keystore-thread.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { certificateBag, macData, pfx, plainContent } from '../../support/pfx-writer.ts';

/** Threads that are given up take seconds, and many of them where the machine is busy. */
vi.setConfig({ testTimeout: 180_000 });

const { der } = createCertificate();
const bags = [certificateBag(der, 'web')];
const request = (bytes: Buffer): KeystoreRequest => ({
  bytes,
  passphrases: [Buffer.from('secret')],
  isExpected: true,
});
const good = request(pfx([plainContent(bags)]));
/** Five million rounds of SHA-1 in JavaScript, a thousand times: on no machine is that soon. */
const slow: KeystoreRequest = {
  ...request(pfx([plainContent(bags)], macData({ iterations: MOST_ITERATIONS }))),
  passphrases: Array.from({ length: 1000 }, (_, index) => Buffer.from(String(index))),
};

let opener: KeystoreOpener | undefined;
afterEach(() => opener?.close());

describe('opening a keystore elsewhere', () => {
  it('gives back what is in it, and ends the thread when there is no more to do', async () => {
    opener = new KeystoreOpener({ timeout: 60, idle: 1 });
    expect(opener.isRunning).toBe(false);
    const [first, second] = await Promise.all([opener.open(good), opener.open(good)]);
    expect(first).toMatchObject({ kind: 'pkcs12', certificates: [{ name: 'web' }], findings: [] });
    expect(Buffer.from(first?.certificates[0]?.der ?? [])).toEqual(der);
    expect(second).toEqual(first);
    await expect.poll(() => opener?.isRunning).toBe(false);
    expect(await opener.open(good)).toEqual(first);
  });

  it('says of what is no keystore that it is none, without a thread', async () => {
    opener = new KeystoreOpener({ timeout: 60 });
    expect(await opener.open(request(Buffer.from('hello')))).toBeUndefined();
    expect(opener.isRunning).toBe(false);
  });

  it('gives up what takes too long', async () => {
    opener = new KeystoreOpener({ timeout: 0.05 });
    const [late, next] = await Promise.all([
      opener.open(slow),
      new KeystoreOpener({ timeout: 60 }).open(good),
    ]);
    expect(late).toMatchObject({ kind: 'pkcs12', certificates: [], findings: [{ reason: 'timeout' }] });
    expect(next?.findings).toEqual([]);
    expect(opener.isRunning).toBe(false);
  });

  it('goes on with the next one after one that was given up', async () => {
    opener = new KeystoreOpener({ timeout: 5 });
    const answers = await Promise.all([opener.open(good), opener.open(slow), opener.open(good)]);
    expect(answers.map((answer) => answer?.findings.map(({ reason }) => reason))).toEqual([
      [],
      ['timeout'],
      [],
    ]);
  });

  it('gives up what takes too much memory, and goes on with the next one', async () => {
    opener = new KeystoreOpener({ timeout: 60, memory: 16 });
    const many = Array.from({ length: 99_000 }, () => certificateBag(Buffer.of(0x30, 0), 'many'));
    const large = await opener.open(request(pfx([plainContent(many)])));
    expect(large).toMatchObject({ certificates: [], findings: [{ reason: 'too_large' }] });
    expect((await opener.open(good))?.certificates).toHaveLength(1);
  });

  it('ends at once when it is closed', async () => {
    opener = new KeystoreOpener({ timeout: 60 });
    await opener.open(good);
    const opening = [opener.open(slow), opener.open(good)];
    opener.close();
    for (const answer of await Promise.all(opening)) {
      expect(answer?.findings).toMatchObject([{ reason: 'timeout' }]);
    }
    expect(opener.isRunning).toBe(false);
  });

  it('takes nothing but certificates out of the thread', async () => {
    opener = new KeystoreOpener({ timeout: 60 });
    const keystore = await opener.open(good);
    expect(keystore?.certificates[0]?.der.buffer.byteLength).toBe(der.length);
  });
});
