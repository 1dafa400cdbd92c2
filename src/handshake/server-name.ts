import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { Target } from '../model/handshake.ts';
import type { ModuleOptions } from '../model/handshake-module.ts';

/**
 * The name, or the address, that the certificate has to be for: the module's, or else the host that is dialled; in
 * ASCII and without the final dot, as certificates and SNI have it (RFC 6066, section 3).
 */
export function expectedName(target: Target, module: ModuleOptions): string {
  return asciiHost(module.serverName ?? target.host).replace(/\.$/, '');
}

/** A host as protocols carry it: internationalized names in their ASCII form (RFC 5891); empty where it has none. */
export function asciiHost(host: string): string {
  if (/^[\x21-\x7e]+$/.test(host)) return host;
  // Line breaks would be dropped in silence, and the rest taken for a name.
  return /[\0-\x20\x7f]/.test(host) ? '' : domainToASCII(host);
}

/** What is sent as SNI for an expected name: addresses are not (RFC 6066, section 3). */
export function serverNameIndication(expected: string): string | undefined {
  return expected === '' || isIP(expected) !== 0 ? undefined : expected;
}
