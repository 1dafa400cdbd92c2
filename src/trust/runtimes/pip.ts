import { atHome } from './at-home.ts';
import { certifiBundle } from './certifi.ts';
import { type Choice, file, type RuntimeRule, type Surroundings, together } from './choice.ts';
import { pipCert } from './pip-config.ts';
import { homeOf, pythonInstallation } from './python.ts';
import { type PythonHome, packageOf, pythonHomes } from './python-homes.ts';
import { pythonOpensslChoice } from './python-openssl.ts';
import { requestsVariable, verifyPath } from './requests.ts';

/** The first pip that asks the system (truststore) by default; that needs Python 3.10. */
const SYSTEM_SINCE = [24, 2] as const;
const PYTHON_SINCE = [3, 10] as const;

/** pip: PIP_CERT, `cert` in its configuration, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE; else its certifi, and from 24.2 on what the system trusts too. */
export const pip: RuntimeRule = {
  runtime: 'pip',
  installations: ({ host }) =>
    pythonHomes(host)
      .filter((home) => packageOf(host, home, 'pip') !== undefined)
      .map((home) => pythonInstallation(home)),
  choose: (installation, surroundings) => {
    const home = homeOf(installation, surroundings);
    const { environment } = surroundings;
    const { PIP_CERT } = environment;
    const configured = PIP_CERT ? undefined : pipCert(surroundings, home.prefix);
    const variable = PIP_CERT
      ? { rule: 'pip_cert', path: atHome(PIP_CERT, environment) }
      : configured === undefined
        ? requestsVariable(environment)
        : { rule: 'pip_conf', path: configured };
    const own = variable === undefined ? undefined : verifyPath(surroundings, variable.rule, variable.path);
    const asksSystem =
      isAtLeast(home.version, PYTHON_SINCE) && isAtLeast(versionOf(home, surroundings), SYSTEM_SINCE);
    if (!asksSystem) return own ?? bundled(home, surroundings);
    const system = pythonOpensslChoice(home, surroundings);
    const built = bundled(home, surroundings);
    return {
      rule: together(...(own === undefined ? [] : [own.rule]), 'truststore', built.rule),
      places: [...(own?.places ?? []), ...system.places, ...built.places],
    };
  },
};

function bundled(home: PythonHome, { host }: Surroundings): Choice {
  const package_ = packageOf(host, home, 'pip') ?? home.prefix;
  const { path, rule } = certifiBundle(host, `${package_}/_vendor/certifi`);
  return { rule, places: [file(path, 'openssl-strict', { isNecessary: true })] };
}

function versionOf(home: PythonHome, { host }: Surroundings): string {
  const source = host.read(`${packageOf(host, home, 'pip') ?? ''}/__init__.py`);
  const text = typeof source === 'string' ? '' : source.toString('utf8');
  return /__version__ = "(\d+\.\d+)/.exec(text)?.[1] ?? '0.0';
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
