import { dirname } from 'node:path/posix';
import type { RuntimeRule, Surroundings } from './choice.ts';
import { homesIn, type PythonHome, pythonHomes } from './python-homes.ts';
import { pythonOpensslChoice } from './python-openssl.ts';

/** A name that people know it by, `/usr/bin/python3.11`, also where the standard library lies elsewhere. */
export function pythonInstallation({ prefix, version }: PythonHome): string {
  return `${prefix}/bin/python${version}`;
}

/** The home with that name. @throws where there is none, which is a mistake of the caller. */
export function homeOf(installation: string, { host }: Surroundings): PythonHome {
  const prefix = dirname(dirname(installation));
  const home = homesIn(host, prefix).find((each) => pythonInstallation(each) === installation);
  if (home === undefined) throw new TypeError(`there is no Python ${installation}`);
  return home;
}

/** Python's `ssl.create_default_context()`: OpenSSL's rule with the folder of the OpenSSL that it is linked with. */
export const python: RuntimeRule = {
  runtime: 'python',
  installations: ({ host }) => pythonHomes(host).map((home) => pythonInstallation(home)),
  choose: (installation, surroundings) =>
    pythonOpensslChoice(homeOf(installation, surroundings), surroundings),
};
