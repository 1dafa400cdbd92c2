import { isIP } from 'node:net';
import type { Target } from '../../model/handshake.ts';
import { parseTargetAddress } from '../../model/target-address.ts';
import { asciiHost } from '../server-name.ts';

/** RFC 1035, section 2.3.4, with the final dot; no port and no address makes it longer. */
const LONGEST_NAME = 254;
const LONGEST_PORT = ':65535'.length;

/** What only the C library takes for an address: WHATWG URL calls it a host that ends in a number. */
const ENDS_IN_NUMBER = /(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$/i;

/**
 * Reads a target that a stranger has written, more strictly than one of the configuration: a name has to be one that
 * DNS could hold, other spellings of addresses (`2130706433`, `0177.0.0.1`) are none, and zones are not for strangers.
 */
export function parseProbeTarget(text: string): Pick<Target, 'host' | 'port'> | undefined {
  if (text.length > LONGEST_NAME + LONGEST_PORT) return undefined;
  const parsed = parseTargetAddress(text);
  if (parsed === undefined || parsed.host.includes('%')) return undefined;
  return isProbeName(parsed.host) || isIP(parsed.host) !== 0 ? parsed : undefined;
}

/** Whether a stranger may have this sent as SNI: letters, digits, hyphens, underscores and dots once it is ASCII. */
export function isProbeName(name: string): boolean {
  const ascii = asciiHost(name);
  return (
    ascii.length <= LONGEST_NAME &&
    !ENDS_IN_NUMBER.test(ascii) &&
    /^[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*\.?$/i.test(ascii)
  );
}
