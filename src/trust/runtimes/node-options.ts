/** What the options of Node.js say of where its roots come from. */
export interface NodeStores {
  readonly usesOpenssl: boolean;
  readonly usesBundled: boolean;
  /** Undefined where the options do not say, so that NODE_USE_SYSTEM_CA does. */
  readonly usesSystem: boolean | undefined;
}

/** What NODE_OPTIONS says of stores: the last word on each counts (nodejs.org/api/cli.html). */
export function nodeStores(nodeOptions: string): NodeStores {
  const said = new Map<string, boolean>();
  for (const word of words(nodeOptions)) {
    // Underscores are as good as dashes, and what stands behind `=` means nothing for an option that takes no value.
    const [, no, store] =
      /^--(no-)?use-(openssl|bundled|system)-ca(?:=.*)?$/.exec(word.replaceAll('_', '-')) ?? [];
    if (store !== undefined) said.set(store, no === undefined);
  }
  return {
    usesOpenssl: said.get('openssl') ?? false,
    usesBundled: said.get('bundled') ?? false,
    usesSystem: said.get('system'),
  };
}

/** Takes NODE_OPTIONS apart as Node.js does: at spaces outside of double quotes, in which a backslash quotes. */
function words(text: string): readonly string[] {
  return [...text.matchAll(/(?:"(?:[^"\\]|\\.)*"|[^ "])+/gs)].map(([word]) =>
    word.replaceAll(/"((?:[^"\\]|\\.)*)"/gs, (_, quoted: string) => quoted.replaceAll(/\\(.)/gs, '$1')),
  );
}
