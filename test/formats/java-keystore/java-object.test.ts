import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ByteCursor } from '../../../src/formats/java-keystore/byte-cursor.ts';
import { readJavaKeystore } from '../../../src/formats/java-keystore/java-keystore.ts';
import { skipJavaObject } from '../../../src/formats/java-keystore/java-object.ts';
import { KeystoreFault } from '../../../src/formats/keystore-fault.ts';
import { Passphrase } from '../../../src/formats/passphrase.ts';
import { programMissing } from '../../support/programs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Tools in Java take seconds to start, and many of them where the machine is busy. */
vi.setConfig({ testTimeout: 180_000 });

const stream = (hex: string): Buffer => Buffer.from(`aced0005${hex.replaceAll(' ', '')}`, 'hex');
const skip = (bytes: Buffer): number => {
  const cursor = new ByteCursor(bytes);
  skipJavaObject(cursor);
  return cursor.left;
};

describe.skipIf(programMissing('keytool'))('secret keys by keytool', () => {
  it('are stepped over, however many there are and whatever for', () => {
    const store = join(temporaryFolder(), 'store');
    const access = ['-keystore', store, '-storetype', 'JCEKS', '-storepass', 'changeit'];
    const secrets = [
      ['AES', '256'],
      ['DESede', '168'],
      ['HmacSHA512', '512'],
    ] as const;
    for (const [index, [algorithm, size]] of secrets.entries()) {
      const key = ['-alias', `secret-${index}`, '-keyalg', algorithm, '-keysize', size];
      execFileSync('keytool', ['-genseckey', ...key, ...access], { stdio: 'pipe' });
      const pair = ['-alias', `pair-${index}`, '-keyalg', 'EC', '-dname', `CN=pair-${index}`];
      execFileSync('keytool', ['-genkeypair', ...pair, ...access], { stdio: 'pipe' });
    }
    const passphrases = [new Passphrase('changeit')];
    const { certificates, keys, findings } = readJavaKeystore(readFileSync(store), {
      passphrases,
      isExpected: true,
    });
    expect(findings).toEqual([]);
    expect(keys).toHaveLength(6);
    expect(certificates.map(({ name }) => name ?? '').toSorted()).toEqual(
      secrets.map((_, index) => `pair-${index}`),
    );
  });
});

describe('an object of Java', () => {
  it.each([
    ['null', '70', 1],
    ['a string', '74 0003 616263', 1],
    ['an array of octets', '75 72 0002 5b42 0000000000000000 02 0000 78 70 00000003 010203', 1],
    ['an object without fields', '73 72 0001 41 0000000000000000 02 0000 78 70', 1],
    [
      'an object that refers to its class again',
      '73 72 0001 41 0000000000000000 02 0001 4c 0001 62 74 0001 41 78 70 73 71 007e0000 70',
      1,
    ],
  ])('that is %s ends where its grammar says', (_, hex, left) => {
    expect(skip(Buffer.concat([stream(hex), Buffer.of(0xff)]))).toBe(left);
  });

  it.each([
    ['no stream', Buffer.alloc(16)],
    ['cut off', stream('73 72 00')],
    ['of a type that is not read', stream('7d')],
    ['of a class that is not there', stream('73 71 007e0009')],
    ['of a class below the first', stream('73 71 00000000')],
    [
      'an array of four thousand million objects',
      stream('75 72 0002 5b4c 0000000000000000 02 0000 78 70 ffffffff'),
    ],
    [
      'an array of four thousand million numbers',
      stream('75 72 0002 5b4a 0000000000000000 02 0000 78 70 ffffffff'),
    ],
    ['nested without an end', stream('73 72 0001 41 0000000000000000 03 0000'.repeat(1000))],
    [
      'a class of classes without an end',
      stream('73' + '72 0001 41 0000000000000000 02 0000 78'.repeat(1000)),
    ],
    ['its own parent', stream('73 72 0001 41 0000000000000000 02 0000 78 71 007e0000')],
    [
      'many strings',
      stream('73 72 0001 41 0000000000000000 03 0000 78 70'.concat(' 74 0000'.repeat(20_000))),
    ],
  ])('that is %s ends with a fault', (_, bytes) => {
    expect(() => skip(bytes)).toThrow(KeystoreFault);
  });
});
