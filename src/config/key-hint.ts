import { didYouMean } from '../model/closest.ts';

/** What other exporters call a key, and what it is called here, where no slip of the fingers explains it. */
const COUNTERPARTS: ReadonlyMap<string, string> = new Map([
  ['path', 'include'],
  ['paths', 'include'],
  ['files', 'include'],
  ['globs', 'include'],
  ['excludePaths', 'exclude'],
  ['dirs', 'directories'],
  ['kind', 'type'],
  ['refreshInterval', 'interval'],
  ['insecure_skip_verify', 'verify'],
  ['preferred_ip_protocol', 'ip'],
  ['proxy_url', 'proxy'],
  ['label_selector', 'selector'],
  ['host', 'target'],
]);

/**
 * Half a sentence about a key that is not known: the one at the same place that was probably meant, or the only place
 * where a key of this name belongs. Empty where there is nothing to say.
 * @param path of the unknown key in the document
 * @param knownKeys as {@link configKeys} lists them
 */
export function keyHint(path: readonly PropertyKey[], knownKeys: readonly string[]): string {
  const written = path.map((step) => (typeof step === 'number' ? '[]' : String(step)));
  const key = written.at(-1) ?? '';
  const parent = written.slice(0, -1);

  const known = knownKeys.map((text) => ({ text, steps: stepsOf(text) }));
  const siblings = known.filter(({ steps }) => isIn(parent, steps)).map(({ steps }) => steps.at(-1) ?? '');
  // It belongs to another type of the same thing; what is spelt nearly like it would lead astray.
  if (siblings.includes(key)) return '';

  const counterpart = COUNTERPARTS.get(key);
  if (counterpart !== undefined && siblings.includes(counterpart)) return ` (did you mean ${counterpart}?)`;
  const near = didYouMean(key, siblings);
  if (near !== '') return near;

  const elsewhere = known.filter(({ steps }) => steps.at(-1) === key);
  return elsewhere.length === 1 && elsewhere[0] ? ` (did you mean ${elsewhere[0].text}?)` : '';
}

/** `sources[].include` as `sources`, `[]`, `include`. */
function stepsOf(key: string): string[] {
  return key.replaceAll('[]', '.[]').replace(/^\./, '').split('.');
}

/** Whether a known key stands directly below this place; `NAME` stands for any key. */
function isIn(parent: readonly string[], steps: readonly string[]): boolean {
  return (
    steps.length === parent.length + 1 &&
    parent.every((step, index) => steps[index] === step || steps[index] === 'NAME')
  );
}
