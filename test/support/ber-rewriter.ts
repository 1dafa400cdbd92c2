import { berElement } from '../../src/x509/ber.ts';
import { element } from './der-writer.ts';

/** The loose forms of BER (X.690, 8) that one DER encoding can be rewritten in. */
export type BerForm = 'indefinite' | 'long lengths' | 'constructed strings';

const CONSTRUCTED = 0x20;
const OCTET_STRING = 0x04;

/** The same value as a DER encoding has, in one of BER's loose forms all the way down. */
export function rewriteAsBer(der: Buffer, form: BerForm): Buffer {
  const parts: Buffer[] = [];
  for (let position = 0; position < der.length; ) {
    const found = berElement(der, position, der.length);
    if (found === undefined) {
      throw new TypeError(`no DER at byte ${position}`);
    }
    const contents = der.subarray(found.start, found.end);
    parts.push(rewriteElement(found.tag, contents, form));
    position = found.next;
  }
  return Buffer.concat(parts);
}

function rewriteElement(tag: number, contents: Buffer, form: BerForm): Buffer {
  const isConstructed = (tag & CONSTRUCTED) !== 0;
  const inside = isConstructed ? rewriteAsBer(contents, form) : contents;
  if (form === 'indefinite' && isConstructed) {
    return Buffer.concat([Buffer.of(tag, 0x80), inside, Buffer.of(0, 0)]);
  }
  if (form === 'constructed strings' && tag === OCTET_STRING && contents.length > 1) {
    const halves = [contents.subarray(0, 1), contents.subarray(1)].map((half) => element(tag, half));
    return element(tag | CONSTRUCTED, ...halves);
  }
  return form === 'long lengths' ? longLength(tag, inside) : element(tag, inside);
}

/** With a length of five octets, which is never the shortest form. */
function longLength(tag: number, contents: Buffer): Buffer {
  const header = Buffer.of(tag, 0x84, 0, 0, 0, 0);
  header.writeUInt32BE(contents.length, 2);
  return Buffer.concat([header, contents]);
}
