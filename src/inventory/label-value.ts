import { createHash } from 'node:crypto';

/** The longest label value, in bytes of UTF-8. */
export const MAX_LABEL_VALUE_BYTES = 1024;

/** What follows a cut: an ellipsis (3 bytes) and 8 hex digits. */
const ELLIPSIS = '…';
const DIGEST_DIGITS = 8;
const KEPT_BYTES = MAX_LABEL_VALUE_BYTES - Buffer.byteLength(ELLIPSIS) - DIGEST_DIGITS;

/** A UTF-16 code unit takes at most three bytes of UTF-8, so nothing this short can be too long. */
const SURELY_SHORT = Math.floor(MAX_LABEL_VALUE_BYTES / 3);

/**
 * The form in which any text is shown as a label value, before it is escaped. Surrogates without a partner, which
 * UTF-8 cannot hold, become U+FFFD. Text of more than 1,024 bytes is cut on a character boundary and followed by
 * `…` and the first 8 hex digits of the SHA-256 of the whole text in UTF-8, so that long values which differ only
 * at their ends still differ. Other text is given back as it is.
 *
 * It lives here and not with the metrics because `position` tells apart what *looks* the same, and so has to be
 * counted over this form.
 */
export function labelValue(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  if (wellFormed.length <= SURELY_SHORT) return wellFormed;
  const bytes = Buffer.from(wellFormed, 'utf8');
  if (bytes.length <= MAX_LABEL_VALUE_BYTES) return wellFormed;
  let end = KEPT_BYTES;
  // A byte of the form 10xxxxxx continues a character (RFC 3629, section 3): never cut before one.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, DIGEST_DIGITS);
  return `${bytes.toString('utf8', 0, end)}${ELLIPSIS}${digest}`;
}
