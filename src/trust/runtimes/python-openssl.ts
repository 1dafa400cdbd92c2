import type { Choice, Surroundings } from './choice.ts';
import { linkedOpensslChoice } from './linked-openssl.ts';
import type { PythonHome } from './python-homes.ts';

/** What the `ssl` module of a Python takes by default: OpenSSL's rule, of the OpenSSL that it is linked with. */
export function pythonOpensslChoice(home: PythonHome, surroundings: Surroundings): Choice {
  const folder = `${home.standardLibrary}/lib-dynload`;
  const module = surroundings.host.list(folder).find((name) => /^_ssl\b.*\.so$/.test(name));
  // Builds that stand alone have everything in the interpreter.
  const path = module === undefined ? `${home.prefix}/bin/python${home.version}` : `${folder}/${module}`;
  return linkedOpensslChoice(path, surroundings);
}
