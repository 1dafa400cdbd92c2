import { readIpAddress } from '../../x509/ip-address.ts';
import type { Flaw } from './flaw.ts';
import type { GeneralName } from './general-name.ts';
import { shownName } from './shown-name.ts';

/** A certificate may be for hundreds of names; so many are told. */
const MOST_NAMES = 5;

/** The sentence about a certificate that is for these names, and not for the one that is expected. */
export function hostnameFlaw(expectedName: string, names: readonly GeneralName[]): Flaw {
  const own = names.flatMap((name) => {
    if (name.kind === 'dns') return [shownName(name.text)];
    return name.kind === 'ip' ? [readIpAddress(name.octets, 0, name.octets.length)] : [];
  });
  const more = own.length > MOST_NAMES ? ` and ${own.length - MOST_NAMES} more` : '';
  const listed = own.length === 0 ? 'no name or address' : `${own.slice(0, MOST_NAMES).join(', ')}${more}`;
  const wanted = expectedName === '' ? 'the target, whose name has no ASCII form' : shownName(expectedName);
  return { reason: 'hostname_mismatch', detail: `The certificate is for ${listed}, and not for ${wanted}.` };
}
