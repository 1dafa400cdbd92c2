import { certifiBundle } from './certifi.ts';
import {
  type Choice,
  type Environment,
  file,
  folder,
  type RuntimeRule,
  type Surroundings,
} from './choice.ts';
import { homeOf, pythonInstallation } from './python.ts';
import { type PythonHome, packageOf, pythonHomes } from './python-homes.ts';

/** What requests takes from the environment (sessions.py); a variable that is empty is as good as not set. */
export function requestsVariable(environment: Environment): { rule: string; path: string } | undefined {
  const { REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE } = environment;
  if (REQUESTS_CA_BUNDLE) return { rule: 'requests_ca_bundle', path: REQUESTS_CA_BUNDLE };
  return CURL_CA_BUNDLE ? { rule: 'curl_ca_bundle', path: CURL_CA_BUNDLE } : undefined;
}

/** A path as requests takes it for `verify`: a file, or a folder with hashed names; it fails where there is neither. */
export function verifyPath({ host }: Surroundings, rule: string, path: string): Choice {
  const place =
    host.kind(path) === 'folder'
      ? folder(path, 'openssl-hashed', { isNecessary: true })
      : file(path, 'openssl-strict', { isNecessary: true });
  return { rule, places: [place] };
}

/** The certifi that a Python finds; requests needs it. */
export function certifiChoice(home: PythonHome, surroundings: Surroundings): Choice {
  const package_ = packageOf(surroundings.host, home, 'certifi');
  if (package_ === undefined)
    return { rule: 'certifi', places: [], detail: 'There is no certifi beside it.' };
  const { path, rule } = certifiBundle(surroundings.host, package_);
  return verifyPath(surroundings, rule, path);
}

/** Python's requests: REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, certifi. The variables of OpenSSL are not looked at. */
export const requests: RuntimeRule = {
  runtime: 'requests',
  installations: ({ host }) =>
    pythonHomes(host)
      .filter((home) => packageOf(host, home, 'requests') !== undefined)
      .map((home) => pythonInstallation(home)),
  choose: (installation, surroundings) => {
    const variable = requestsVariable(surroundings.environment);
    return variable === undefined
      ? certifiChoice(homeOf(installation, surroundings), surroundings)
      : verifyPath(surroundings, variable.rule, variable.path);
  },
};
