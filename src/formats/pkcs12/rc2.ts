/**
 * RC2 in cipher block chaining (RFC 2268), by which certificates in PKCS #12 were encrypted for twenty years.
 * OpenSSL has it in its legacy provider only, which Node.js does not load.
 */

/** A permutation of the octets made from the digits of pi (RFC 2268, 2). */
const PI_TABLE = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32' +
    'bd8f40eb86b77b0bf09521225c6b4e8254d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed708e8eade8052eef784aa72ac354d6a2a' +
    '961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2e' +
    'c5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
);

const BLOCK = 8;
const KEY_WORDS = 64;
/** How far each of a block's four words is turned by a mixing step. */
const TURNS = [1, 2, 3, 5] as const;

/** The deciphered octets with their padding; `data` has to be whole blocks. */
export function rc2Decrypt(key: Buffer, effectiveBits: number, initialVector: Buffer, data: Buffer): Buffer {
  const words = expandKey(key, effectiveBits);
  const plain = Buffer.alloc(data.length);
  const block = new Uint16Array(4);
  for (let at = 0; at < data.length; at += BLOCK) {
    for (let word = 0; word < 4; word++) block[word] = data.readUInt16LE(at + 2 * word);
    decryptBlock(block, words);
    for (let word = 0; word < 4; word++) plain.writeUInt16LE(block[word] as number, at + 2 * word);
    for (let index = 0; index < BLOCK; index++) {
      const before = at === 0 ? initialVector[index] : data[at - BLOCK + index];
      plain[at + index] = (plain[at + index] as number) ^ (before as number);
    }
  }
  return plain;
}

/** RFC 2268, 2. */
function expandKey(key: Buffer, effectiveBits: number): Uint16Array {
  const expanded = new Uint8Array(2 * KEY_WORDS);
  expanded.set(key);
  const pi = (index: number): number => PI_TABLE[index & 0xff] as number;
  const at = (index: number): number => expanded[index] as number;
  for (let index = key.length; index < 128; index++) {
    expanded[index] = pi(at(index - 1) + at(index - key.length));
  }
  const effective = Math.ceil(effectiveBits / 8);
  const mask = 0xff >> (8 * effective - effectiveBits);
  expanded[128 - effective] = pi(at(128 - effective) & mask);
  for (let index = 127 - effective; index >= 0; index--) {
    expanded[index] = pi(at(index + 1) ^ at(index + effective));
  }
  const words = new Uint16Array(KEY_WORDS);
  for (let word = 0; word < KEY_WORDS; word++) words[word] = at(2 * word) | (at(2 * word + 1) << 8);
  return words;
}

/** RFC 2268, 4: five mixing rounds, a mashing one, six, a mashing one, five; all backwards. */
function decryptBlock(block: Uint16Array, words: Uint16Array): void {
  let next = KEY_WORDS - 1;
  for (const [rounds, mashes] of [
    [5, true],
    [6, true],
    [5, false],
  ] as const) {
    for (let round = 0; round < rounds; round++) {
      for (let word = 3; word >= 0; word--) mixBack(block, word, words[next--] as number);
    }
    if (mashes) mashBack(block, words);
  }
}

function mashBack(block: Uint16Array, words: Uint16Array): void {
  for (let word = 3; word >= 0; word--) {
    const chosen = words[(block[(word + 3) & 3] as number) & 63] as number;
    block[word] = (block[word] as number) - chosen;
  }
}

function mixBack(block: Uint16Array, word: number, key: number): void {
  const turn = TURNS[word as 0 | 1 | 2 | 3];
  const value = block[word] as number;
  const [one, two, three] = [block[(word + 3) & 3], block[(word + 2) & 3], block[(word + 1) & 3]] as number[];
  const turned = (value >> turn) | (value << (16 - turn));
  block[word] = turned - key - ((one as number) & (two as number)) - (~(one as number) & (three as number));
}
