import { gnutls } from './gnutls.ts';
import { goLenient } from './go-lenient.ts';
import { javaKeystore, openedJavaKeystore } from './java-keystore.ts';
import { opensslStrict } from './openssl-strict.ts';
import { hashedFile, nodeExtra, storedFile } from './openssl-until-fault.ts';
import type { AnchorParser } from './parsed-anchors.ts';
import { rustls } from './rustls.ts';

/** How runtimes read a file of anchors: the closed list. */
export const PARSERS = {
  'openssl-strict': opensslStrict,
  'openssl-hashed': hashedFile,
  'openssl-store': storedFile,
  'node-extra': nodeExtra,
  gnutls,
  'go-lenient': goLenient,
  rustls,
  'java-keystore': javaKeystore,
  'java-keystore-opened': openedJavaKeystore,
} as const satisfies Record<string, AnchorParser>;

export type ParserName = keyof typeof PARSERS;
