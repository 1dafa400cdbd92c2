import { describe, expect, it } from 'vitest';
import { signedUrl } from '../../src/relay/signed-url.ts';
import { openssl } from '../support/run-openssl.ts';

const url = new URL('https://oapi.dingtalk.com/robot/send?access_token=0123');
const SECRET = 'SECthis_is_a_secret';

describe('signedUrl', () => {
  it('leaves the address alone where there is no secret', () => {
    expect(signedUrl({ url, secret: undefined }, 0).href).toBe(url.href);
  });

  // The signature by another program, so that a mistake is not made twice. A few times give every character of base64
  // that has to be encoded.
  it.each([1_790_000_000_000, 1_790_000_000_001, 1_790_000_000_002, 1_790_000_000_003])(
    'signs %d as openssl does',
    (now) => {
      const signed = signedUrl({ url, secret: SECRET }, now);
      const expected = openssl(['dgst', '-sha256', '-hmac', SECRET, '-binary'], `${now}\n${SECRET}`);
      expect(signed.searchParams.get('timestamp')).toBe(String(now));
      expect(signed.searchParams.get('sign')).toBe(expected.toString('base64'));
      expect(signed.search).toContain(`&sign=${encodeURIComponent(expected.toString('base64'))}`);
      expect(signed.searchParams.get('access_token')).toBe('0123');
    },
  );

  it('does not change the address that it is given', () => {
    signedUrl({ url, secret: SECRET }, 1);
    expect(url.search).toBe('?access_token=0123');
  });
});
