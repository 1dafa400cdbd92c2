import { filesAmong } from '../host/expand.ts';
import { LIBRARY_FOLDERS } from '../host/libraries.ts';
import type { RuntimeRule } from './choice.ts';
import { gnutlsDefault } from './gnutls-default.ts';

const LIBRARIES = LIBRARY_FOLDERS.map((path) => `${path}/libgnutls.so.*`);

/** GnuTLS, and every program that takes its system trust. */
export const gnutls: RuntimeRule = {
  runtime: 'gnutls',
  installations: ({ host }) => filesAmong(host, LIBRARIES),
  choose: (installation, surroundings) => gnutlsDefault(installation, surroundings),
};
