import { createHmac } from 'node:crypto';
import type { Robot } from './robot-file.ts';

/**
 * The address with `timestamp` and `sign`, as a robot with the setting "sign" asks for: the signature is
 * base64(HMAC-SHA256(key = secret, timestamp + "\n" + secret)), and holds for an hour around its time.
 *
 * @param now Milliseconds since 1970, UTC.
 */
export function signedUrl({ url, secret }: Robot, now: number): URL {
  if (secret === undefined) return url;
  const timestamp = String(Math.floor(now));
  const signed = new URL(url);
  signed.searchParams.set('timestamp', timestamp);
  signed.searchParams.set('sign', sign(secret, timestamp));
  return signed;
}

function sign(secret: string, timestamp: string): string {
  return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
}
