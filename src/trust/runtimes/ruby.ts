import { filesAmong } from '../host/expand.ts';
import type { RuntimeRule } from './choice.ts';
import { linkedOpensslChoice } from './linked-openssl.ts';

/** Ruby's extension `openssl`, of which each Ruby has one. */
const EXTENSIONS = [
  '/usr/lib/*/ruby/*/openssl.so',
  '/usr/lib/ruby/*/*/openssl.so',
  '/usr/lib64/ruby/openssl.so',
  '/usr/lib64/ruby/*/openssl.so',
  '/usr/local/lib/ruby/*/*/openssl.so',
  '/opt/*/lib/ruby/*/*/openssl.so',
  '/root/.rbenv/versions/*/lib/ruby/*/*/openssl.so',
  '/home/*/.rbenv/versions/*/lib/ruby/*/*/openssl.so',
];

/** Ruby's `OpenSSL::X509::Store#set_default_paths`, which net/http takes: OpenSSL's rule. */
export const ruby: RuntimeRule = {
  runtime: 'ruby',
  installations: ({ host }) => filesAmong(host, EXTENSIONS),
  choose: (installation, surroundings) => linkedOpensslChoice(installation, surroundings),
};
