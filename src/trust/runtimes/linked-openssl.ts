import type { Choice, Surroundings } from './choice.ts';
import { DEFAULT_OPENSSL_FOLDER, opensslChoice } from './openssl-rule.ts';

/** OpenSSL's rule for a program or library, by the OpenSSL that it is linked with or has in itself. */
export function linkedOpensslChoice(path: string, { binaries, environment }: Surroundings): Choice {
  const library = binaries.linked(path, 'libcrypto.so.');
  const own = binaries.facts(path).opensslFolder;
  const found = library === undefined ? own : binaries.facts(library).opensslFolder;
  const choice = opensslChoice(environment, found ?? DEFAULT_OPENSSL_FOLDER);
  return found === undefined
    ? { ...choice, detail: `It is not known which OpenSSL ${path} uses; the usual folder is taken for its.` }
    : choice;
}
