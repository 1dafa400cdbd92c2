import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { GeneralName } from './general-name.ts';
import { ipOctets } from './ip-octets.ts';

/** Letters, digits, hyphens wherever they stand, and underscores: what DNS hands out, whatever RFC 1123 says. */
const LABEL = /^[a-z0-9_-]+$/;

/**
 * Whether a certificate's subject alternative names say that it is for `host` (RFC 9525, 6). The common name is
 * never looked at. An address matches by its octets alone, a name without regard to case; `*` stands for one whole
 * label, the first, and needs two more labels after it, because nobody is given a whole top-level domain.
 *
 * @param host a name, in Unicode or with A-labels, with or without a final dot; or an address, in brackets or not,
 * with or without a zone.
 */
export function matchesHostname(host: string, names: readonly GeneralName[]): boolean {
  const address = /^\[?([^\]%]*)(?:%[^\]]*)?\]?$/.exec(host)?.[1] ?? host;
  if (isIP(address) !== 0) {
    const octets = ipOctets(address);
    return names.some((name) => name.kind === 'ip' && name.octets.equals(octets));
  }
  const labels = labelsOf(host);
  return (
    labels !== undefined && names.some((name) => name.kind === 'dns' && matchesPattern(labels, name.text))
  );
}

function labelsOf(host: string): readonly string[] | undefined {
  const ascii = /^[\x21-\x7e]*$/.test(host) ? host : domainToASCII(host);
  const labels = ascii.toLowerCase().replace(/\.$/, '').split('.');
  return labels.every((label) => LABEL.test(label)) ? labels : undefined;
}

function matchesPattern(labels: readonly string[], pattern: string): boolean {
  const [first, ...rest] = pattern.toLowerCase().split('.');
  if (rest.length !== labels.length - 1 || rest.some((label, index) => label !== labels[index + 1]))
    return false;
  return first === '*' ? rest.length >= 2 : first === labels[0];
}
