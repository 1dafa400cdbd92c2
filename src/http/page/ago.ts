import { rfc3339, spanInWords } from '../../model/words.ts';
import { type Html, html } from './html.ts';

/** How long ago a moment (Unix seconds) was at `now`, with the moment itself on demand: `2 hours ago`, `never`. */
export function ago(moment: number | undefined, now: number): Html {
  if (moment === undefined) return html`never`;
  const exact = rfc3339(moment);
  return html`<time datetime="${exact}" title="${exact}">${spanInWords(Math.max(0, now - moment))} ago</time>`;
}
