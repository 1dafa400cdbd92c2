import { type BerElement, berElements, readBerElement } from './ber.ts';
import { notSpoken, refused } from './failures.ts';
import type { StartTls } from './start-tls.ts';

const WHAT = 'the answer to StartTLS';

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const ENUMERATED = 0x0a;
const EXTENDED_REQUEST = 0x77;
const EXTENDED_RESPONSE = 0x78;

/** The object identifier of StartTLS (RFC 4511, section 4.14.1). */
const START_TLS = Buffer.from('1.3.6.1.4.1.1466.20037');

const tagged = (tag: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([tag, content.length]), content]);

/** LDAPMessage 1 with the extended request for StartTLS. */
const REQUEST = tagged(
  SEQUENCE,
  Buffer.concat([Buffer.from([INTEGER, 1, 1]), tagged(EXTENDED_REQUEST, tagged(0x80, START_TLS))]),
);

/** The result codes that a server gives instead of success (RFC 4511, section 4.14.2 and appendix A). */
const RESULTS: Readonly<Record<number, string>> = {
  1: 'operationsError',
  2: 'protocolError',
  8: 'strongerAuthRequired',
  10: 'referral',
  13: 'confidentialityRequired',
  50: 'insufficientAccessRights',
  51: 'busy',
  52: 'unavailable',
  53: 'unwillingToPerform',
  80: 'other',
};

/**
 * LDAP: the StartTLS operation of RFC 4511, section 4.14. A notice of disconnection (section 4.4.1), which has
 * message number 0, is an answer too: a no.
 */
export const ldap: StartTls = async (conversation) => {
  conversation.write(REQUEST);
  const message = await readBerElement(conversation, SEQUENCE, 'LDAP', WHAT);
  const [id, operation] = berElements(message) ?? [];
  const number = id?.tag === INTEGER && id.content.length === 1 ? id.content[0] : undefined;
  if ((number !== 0 && number !== 1) || operation?.tag !== EXTENDED_RESPONSE) {
    throw notSpoken('LDAP', WHAT, message);
  }
  const result = readResult(operation);
  if (result === undefined) throw notSpoken('LDAP', WHAT, message);
  if (number === 1 && result.code === 0) return;
  throw refused(
    'StartTLS',
    `${RESULTS[result.code] ?? `result code ${result.code}`} ${result.message}`.trimEnd(),
  );
};

/** COMPONENTS OF LDAPResult: resultCode, matchedDN, diagnosticMessage (section 4.1.9). */
function readResult(operation: BerElement): { code: number; message: string } | undefined {
  const [code, matched, message] = berElements(operation.content) ?? [];
  if (code?.tag !== ENUMERATED || code.content.length !== 1) return undefined;
  if (matched?.tag !== OCTET_STRING || message?.tag !== OCTET_STRING) return undefined;
  return { code: code.content.readUInt8(), message: message.content.toString('latin1') };
}
