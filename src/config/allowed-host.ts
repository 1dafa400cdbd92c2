import { isIP } from 'node:net';
import type { AllowedHost, PortRange } from '../model/allow-rule.ts';

/** What a host of an allow-list has to look like, for messages. */
export const ALLOWED_HOST_EXPECTED =
  'a name (www.example.com), the names below one (*.example.com), an address or a network (10.0.0.0/8)';

/** What a port of an allow-list has to look like, for messages. */
export const PORTS_EXPECTED = 'a port between 1 and 65535, or a range such as 8000-8099';

/**
 * Reads a host of an allow-list. Undefined where the text is none. What ends in a number and is no address
 * (`10.0.0`, `0x7f.1`) is no name either: somebody means an address and has got it wrong.
 */
export function parseAllowedHost(text: string): AllowedHost | undefined {
  const [address = '', bits, ...more] = text.split('/');
  const family = address.includes('%') ? 0 : isIP(address);
  if (family !== 0) {
    const most = family === 4 ? 32 : 128;
    if (more.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return undefined;
    const count = bits === undefined ? most : Number(bits);
    return count > most ? undefined : { kind: 'network', network: { address, bits: count } };
  }
  const below = text.startsWith('*.');
  const name = below ? text.slice(2) : text;
  if (!/^[^\s:/@*?#%[\]]{1,253}$/.test(name) || /(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$/i.test(name))
    return undefined;
  return { kind: below ? 'below' : 'name', name };
}

/** Reads a port (`443`) or a range of them (`8000-8099`). Undefined where it is neither. */
export function parsePorts(value: number | string): PortRange | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(String(value));
  if (match === null) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return first >= 1 && first <= last && last <= 65_535 ? { first, last } : undefined;
}
