/** Where a passphrase is taken from, or several. Paths are the exporter's own, not the host's. */
export type PassphraseOrigin =
  /** The first line of a file. */
  | { readonly kind: 'file'; readonly path: string }
  /** The value of an environment variable. */
  | { readonly kind: 'environment'; readonly name: string }
  /** Each line of a file that is not empty. */
  | { readonly kind: 'list'; readonly path: string }
  | { readonly kind: 'empty' };
