/** What DingTalk's Markdown (a part of CommonMark's) acts upon within a line. */
const SPECIAL = /[\\`*_[\]<>#~|!]/g;

/** Line feeds would end the paragraph and let a value begin a heading; controls and turned directions show nothing true. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** Other people's text on one line, as it is: nothing in it becomes a link, a picture or a heading. */
export function escapeMarkdown(text: string): string {
  return oneLine(text).replace(SPECIAL, String.raw`\$&`);
}

/** Text on one line, without what cannot be seen. */
export function oneLine(text: string): string {
  return text.replace(INVISIBLE, ' ').trim();
}
