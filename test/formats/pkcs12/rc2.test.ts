import { expect, it } from 'vitest';
import { rc2Decrypt } from '../../../src/formats/pkcs12/rc2.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

it.each([
  ['0000000000000000', 63, '0000000000000000', 'ebb773f993278eff'],
  ['ffffffffffffffff', 64, 'ffffffffffffffff', '278b27e42e2f0d49'],
  ['3000000000000000', 64, '1000000000000001', '30649edf9be7d2c2'],
  ['88', 64, '0000000000000000', '61a8a244adacccf0'],
  ['88bca90e90875a', 64, '0000000000000000', '6ccf4308974c267f'],
  ['88bca90e90875a7f0f79c384627bafb2', 64, '0000000000000000', '1a807d272bbe5db1'],
  ['88bca90e90875a7f0f79c384627bafb2', 128, '0000000000000000', '2269552ab0f85ca6'],
  [
    '88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e',
    129,
    '0000000000000000',
    '5b78d3a43dfff1f1',
  ],
])('deciphers as RFC 2268, 5, with the key %s of %i effective bits', (key, bits, plain, cipher) => {
  expect(rc2Decrypt(hex(key), bits, Buffer.alloc(8), hex(cipher)).toString('hex')).toBe(plain);
});

it('chains blocks', () => {
  const twice = hex('6ccf4308974c267f6ccf4308974c267f');
  const plain = rc2Decrypt(hex('88bca90e90875a'), 64, hex('0102030405060708'), twice);
  expect(plain.toString('hex')).toBe('01020304050607086ccf4308974c267f');
});
