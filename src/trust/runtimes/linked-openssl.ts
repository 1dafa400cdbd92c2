import type { Choice, Surroundings } from './choice.ts';
import { type OpensslBuild, opensslChoice, UNKNOWN_OPENSSL } from './openssl-rule.ts';

/** What an OpenSSL library, or a program that has one in it, says of itself; undefined where it has none. */
export function opensslBuild(path: string, { binaries }: Surroundings): OpensslBuild | undefined {
  const { opensslFolder, opensslMajor } = binaries.facts(path);
  if (opensslFolder === undefined) return undefined;
  return { folder: opensslFolder, major: opensslMajor ?? UNKNOWN_OPENSSL.major };
}

/** OpenSSL's rule for a program or library, by the OpenSSL that it is linked with or has in itself. */
export function linkedOpensslChoice(path: string, surroundings: Surroundings): Choice {
  const library = surroundings.binaries.linked(path, 'libcrypto.so.');
  const build = opensslBuild(library ?? path, surroundings);
  const choice = opensslChoice(surroundings.environment, build ?? UNKNOWN_OPENSSL);
  return build === undefined
    ? { ...choice, detail: `It is not known which OpenSSL ${path} uses; the usual folder is taken for its.` }
    : choice;
}
