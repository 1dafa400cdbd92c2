import type { Target } from '../../model/handshake.ts';
import {
  formatTargetAddress,
  HTTPS_PORT,
  parseTargetAddress,
  TARGET_EXPECTED,
  targetOfUrl,
} from '../../model/target-address.ts';
import { UsageError } from '../usage-error.ts';

/**
 * The targets of a command line. A host alone is meant at port 443, which is what people type, and so is an address of
 * the web, which is what they copy; where the conversation begins with another protocol than TLS, the port has to be
 * named.
 * @throws UsageError
 */
export function targetsOf(operands: readonly string[], module: string, startsInClear: boolean): Target[] {
  if (operands.length === 0) throw new UsageError(`expected a target: ${TARGET_EXPECTED}`);
  return operands.map((text): Target => {
    const address = parseTargetAddress(text) ?? (startsInClear ? undefined : atHttpsPort(text));
    if (address === undefined) {
      throw new UsageError(`expected ${TARGET_EXPECTED}, got ${JSON.stringify(text)}`);
    }
    return { target: formatTargetAddress(address), ...address, module };
  });
}

function atHttpsPort(text: string): ReturnType<typeof parseTargetAddress> {
  const url = targetOfUrl(text);
  if (url !== undefined) return parseTargetAddress(url);
  const isIPv6 = /^[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*$/i.test(text);
  return parseTargetAddress(`${isIPv6 ? `[${text}]` : text}:${HTTPS_PORT}`);
}
