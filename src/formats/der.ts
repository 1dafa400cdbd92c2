import { berElement } from '../x509/ber.ts';
import { TAG } from '../x509/der-reader.ts';
import type { ContainerKind } from './container.ts';
import type { ContainerBuilder } from './container-builder.ts';
import { derShape } from './der-shape.ts';
import { readPkcs7 } from './pkcs7.ts';
import type { Steps } from './steps.ts';

/** What is not printed at the end of a binary file but gets there all the same. */
const LINE_ENDS = new Set([0x0a, 0x0d]);

/** Whether bytes start as DER does. Text never does: after a `0` no octet of UTF-8 is above 0x7f. */
export function startsLikeDer(bytes: Buffer): boolean {
  return (
    bytes.length > 2 &&
    bytes[0] === TAG.sequence &&
    (bytes[1] as number) >= 0x80 &&
    (bytes[1] as number) <= 0x84
  );
}

/** Whether bytes are one object of less than 128 bytes, which starts like text does. */
export function isShortDer(bytes: Buffer): boolean {
  return bytes[0] === TAG.sequence && berElement(bytes, 0, bytes.length)?.next === bytes.length;
}

/** Reads a file of DER: one object, or several one after the other. */
export function* readDer(bytes: Buffer, builder: ContainerBuilder): Steps<ContainerKind> {
  let kind: ContainerKind | undefined;
  let position = 0;
  while (position < bytes.length) {
    const where = `the object at byte ${position}`;
    const element = berElement(bytes, position, bytes.length);
    if (element === undefined || element.tag !== TAG.sequence) {
      return readRest(bytes, position, builder) ? (kind ?? 'der') : (kind ?? 'unknown');
    }
    switch (derShape(bytes, element)) {
      case 'certificate':
        builder.addCertificate(bytes.subarray(position, element.next), where);
        kind ??= 'der';
        break;
      case 'crl':
        builder.addRevocationList(bytes.subarray(position, element.next), where);
        kind ??= 'der';
        break;
      case 'pkcs7':
        yield* readPkcs7(bytes, position, element.next, where, builder);
        kind ??= 'pkcs7';
        break;
      case 'pkcs12':
        builder.addFinding(
          'unsupported_format',
          `${where} is PKCS #12: list the file in a source of type keystores`,
        );
        kind ??= 'pkcs12';
        break;
      case 'bcfks':
        builder.addFinding(
          'unsupported_format',
          `${where} is a keystore of Bouncy Castle (BCFKS), which is not read: keep its certificates in PKCS #12 too`,
        );
        kind ??= 'der';
        break;
      case 'other':
        builder.addOtherObject();
        kind ??= 'der';
    }
    position = element.next;
    yield;
  }
  return kind ?? 'unknown';
}

/**
 * Reports what starts no whole element. At the start of the file that is a certificate or a PKCS #7 that is cut off,
 * if its first tag says so; a key that is cut off is nobody's business here.
 * @returns whether there was anything to report
 */
function readRest(bytes: Buffer, position: number, builder: ContainerBuilder): boolean {
  const rest = bytes.subarray(position);
  if (rest.every((octet) => LINE_ENDS.has(octet))) {
    return false;
  }
  if (position > 0) {
    builder.addFinding(
      'malformed_certificate',
      `the ${rest.length} bytes from byte ${position} on are no whole object`,
    );
    return true;
  }
  const firstTag = firstTagInside(bytes);
  if (firstTag !== TAG.sequence && firstTag !== TAG.objectIdentifier) {
    return false;
  }
  builder.addFinding(
    'malformed_certificate',
    'the object at byte 0 is cut off, or says that it is longer than the file',
  );
  return true;
}

/** The tag after a sequence's header, whatever the length in that header is worth. */
function firstTagInside(bytes: Buffer): number | undefined {
  const length = bytes[1] as number;
  return bytes[length > 0x80 ? 2 + (length & 0x7f) : 2];
}
