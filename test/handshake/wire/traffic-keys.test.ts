import { expect, it } from 'vitest';
import { TrafficKeys } from '../../../src/handshake/wire/traffic-keys.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

/** RFC 8448, section 3: the server's handshake traffic secret of a simple 1-RTT handshake. */
const SECRET = hex('b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38');

/** The same section: the record that holds the server's flight, EncryptedExtensions to Finished. */
const RECORD = hex(`
  17030302a2d1ff334a56f5bff6594a07cc87b580233f500f45e489e7f33af35edf7869fcf40aa40aa2b8ea73f848a7ca07612ef9
  f945cb960b4068905123ea78b111b429ba9191cd05d2a389280f526134aadc7fc78c4b729df828b5ecf7b13bd9aefb0e57f271585b8ea9
  bb355c7c79020716cfb9b1183ef3ab20e37d57a6b9d7477609aee6e122a4cf51427325250c7d0e509289444c9b3a648f1d71035d2ed65b
  0e3cdd0cbae8bf2d0b227812cbb360987255cc744110c453baa4fcd610928d809810e4b7ed1a8fd991f06aa6248204797e36a6a73b70a2
  559c09ead686945ba246ab66e5edd8044b4c6de3fcf2a89441ac66272fd8fb330ef8190579b3684596c960bd596eea520a56a8d650f563
  aad27409960dca63d3e688611ea5e22f4415cf9538d51a200c27034272968a264ed6540c84838d89f72c24461aad6d26f59ecaba9acbbb
  317b66d902f4f292a36ac1b639c637ce343117b659622245317b49eeda0c6258f100d7d961ffb138647e92ea330faeea6dfa31c7a84dc3
  bd7e1b7a6c7178af36879018e3f252107f243d243dc7339d5684c8b0378bf30244da8c87c843f5e56eb4c5e8280a2b48052cf93b16499a
  66db7cca71e4599426f7d461e66f99882bd89fc50800becca62d6c74116dbd2972fda1fa80f85df881edbe5a37668936b335583b599186
  dc5c6918a396fa48a181d6b6fa4f9d62d513afbb992f2b992f67f8afe67f76913fa388cb5630c8ca01e0c65d11c66a1e2ac4c85977b7c7
  a6999bbf10dc35ae69f5515614636c0b9b68c19ed2e31c0b3b66763038ebba42f3b38edc0399f3a9f23faa63978c317fc9fa66a73f60f0
  504de93b5b845e275592c12335ee340bbc4fddd502784016e4b3be7ef04dda49f4b440a30cb5d2af939828fd4ae3794e44f94df5a631ed
  e42c1719bfdabf0253fe5175be898e750edc53370d2b`);

it('opens the record of RFC 8448', () => {
  const keys = TrafficKeys.derive(0x1301, SECRET);
  const inner = keys?.open(RECORD.subarray(0, 5), RECORD.subarray(5));
  expect(inner?.type).toBe(22);
  expect(
    Buffer.from(inner?.content ?? [])
      .subarray(0, 8)
      .toString('hex'),
  ).toBe('080000240022000a');
  expect(inner?.content.length).toBe(657);
});

it('opens no record that was changed, or that comes a second time', () => {
  const changed = Buffer.from(RECORD);
  changed[100] = (changed[100] ?? 0) ^ 1;
  expect(
    TrafficKeys.derive(0x1301, SECRET)?.open(changed.subarray(0, 5), changed.subarray(5)),
  ).toBeUndefined();
  const keys = TrafficKeys.derive(0x1301, SECRET);
  keys?.open(RECORD.subarray(0, 5), RECORD.subarray(5));
  expect(keys?.open(RECORD.subarray(0, 5), RECORD.subarray(5))).toBeUndefined();
});

it.each([0, 1, 16, 17])('opens no record of %i bytes', (length) => {
  expect(TrafficKeys.derive(0x1302, SECRET)?.open(Buffer.alloc(5), Buffer.alloc(length))).toBeUndefined();
});

it('knows no keys for a cipher suite that it does not know', () => {
  expect(TrafficKeys.derive(0x1304, SECRET)).toBeUndefined();
});
