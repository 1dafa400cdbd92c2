import { filesAmong } from '../host/expand.ts';
import { LIBRARY_FOLDERS } from '../host/libraries.ts';
import type { RuntimeRule } from './choice.ts';
import { opensslBuild } from './linked-openssl.ts';
import { opensslChoice, UNKNOWN_OPENSSL } from './openssl-rule.ts';

/** Where OpenSSL itself lies: each library is an installation, because the folder is compiled into it. */
const LIBRARIES = [...LIBRARY_FOLDERS, '/usr/local/ssl/lib*', '/opt/*/lib*'].map(
  (path) => `${path}/libcrypto.so.*`,
);

/** OpenSSL, and every program that takes its default paths. */
export const openssl: RuntimeRule = {
  runtime: 'openssl',
  installations: ({ host }) => filesAmong(host, LIBRARIES),
  choose: (installation, surroundings) =>
    opensslChoice(surroundings.environment, opensslBuild(installation, surroundings) ?? UNKNOWN_OPENSSL),
};
