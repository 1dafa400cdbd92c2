import { type BerElement, berElement } from '../x509/ber.ts';
import { TAG } from '../x509/der-reader.ts';
import { dottedObjectIdentifier } from '../x509/object-identifier.ts';
import type { ContainerBuilder } from './container-builder.ts';
import type { Steps } from './steps.ts';

/** 1.2.840.113549.1.7, under which PKCS #7 numbers its content types (RFC 2315, 14). */
const CONTENT_TYPES = '1.2.840.113549.1.7.';
const SIGNED_DATA = '1.2.840.113549.1.7.2';

/** [0]: the content of ContentInfo, and the certificates of SignedData; [1]: its revocation lists. */
const CONTEXT_0 = 0xa0;
const CONTEXT_1 = 0xa1;

/** Whether an object identifier is one of PKCS #7's content types. */
export function isPkcs7ContentType(bytes: Buffer, identifier: BerElement): boolean {
  return dottedObjectIdentifier(bytes, identifier.start, identifier.end)?.startsWith(CONTENT_TYPES) ?? false;
}

/**
 * Reads the certificates and revocation lists of a SignedData (RFC 2315, 9.1; RFC 5652, 5.1), signed or not, in DER or with the
 * indefinite lengths that some tools write. Its signatures mean nothing here.
 */
export function* readPkcs7(
  bytes: Buffer,
  start: number,
  end: number,
  where: string,
  builder: ContainerBuilder,
): Steps<void> {
  const contentInfo = berElement(bytes, start, end);
  const type = inside(bytes, contentInfo, TAG.objectIdentifier);
  if (contentInfo === undefined || type === undefined || !isPkcs7ContentType(bytes, type)) {
    builder.addFinding('malformed_certificate', `${where} is no PKCS #7 that can be read`);
    return;
  }
  const name = dottedObjectIdentifier(bytes, type.start, type.end);
  if (name !== SIGNED_DATA) {
    builder.addFinding(
      'unsupported_format',
      `${where} is PKCS #7 of type ${name}, which holds no certificates`,
    );
    return;
  }
  const content = berElement(bytes, type.next, contentInfo.end);
  const signedData = content?.tag === CONTEXT_0 ? inside(bytes, content, TAG.sequence) : undefined;
  if (signedData === undefined) {
    builder.addFinding('malformed_certificate', `${where} is PKCS #7 without readable contents`);
    return;
  }
  yield* readSignedData(bytes, signedData, where, builder);
}

/** Its version, digest algorithms and content come before the certificates; the signers after them are not read. */
function* readSignedData(
  bytes: Buffer,
  signedData: BerElement,
  where: string,
  builder: ContainerBuilder,
): Steps<void> {
  let position = signedData.start;
  let hasContent = false;
  while (position < signedData.end) {
    const part = berElement(bytes, position, signedData.end);
    if (part === undefined) {
      builder.addFinding(
        'malformed_certificate',
        `${where} is PKCS #7 that cannot be read from byte ${position}`,
      );
      return;
    }
    if (part.tag === TAG.set && hasContent) {
      return;
    }
    hasContent ||= part.tag === TAG.sequence;
    if (part.tag === CONTEXT_0) {
      yield* readSet(bytes, part, 'certificate', where, builder);
    } else if (part.tag === CONTEXT_1) {
      yield* readSet(bytes, part, 'revocation list', where, builder);
    }
    position = part.next;
    yield;
  }
}

/** Certificates and revocation lists are sequences; attribute certificates and other kinds (RFC 5652, 10.2) are not. */
function* readSet(
  bytes: Buffer,
  set: BerElement,
  noun: 'certificate' | 'revocation list',
  where: string,
  builder: ContainerBuilder,
): Steps<void> {
  let position = set.start;
  for (let number = 1; position < set.end; number++) {
    const element = berElement(bytes, position, set.end);
    const place = `${noun} ${number} of the PKCS #7 in ${where}`;
    if (element === undefined) {
      builder.addFinding('malformed_certificate', `${place} is cut off`);
      return;
    }
    const whole = bytes.subarray(position, element.next);
    if (element.tag !== TAG.sequence) {
      builder.addOtherObject();
    } else if (noun === 'certificate') {
      builder.addCertificate(whole, place);
    } else {
      builder.addRevocationList(whole, place);
    }
    position = element.next;
    yield;
  }
}

function inside(bytes: Buffer, parent: BerElement | undefined, tag: number): BerElement | undefined {
  const child = parent === undefined ? undefined : berElement(bytes, parent.start, parent.end);
  return child?.tag === tag ? child : undefined;
}
