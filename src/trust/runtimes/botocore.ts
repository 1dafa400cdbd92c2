import type { RuntimeRule } from './choice.ts';
import { homeOf, pythonInstallation } from './python.ts';
import { packageOf, pythonHomes } from './python-homes.ts';
import { certifiChoice, verifyPath } from './requests.ts';

/**
 * botocore (args.py, httpsession.py): AWS_CA_BUNDLE, `ca_bundle` of the default profile, REQUESTS_CA_BUNDLE, certifi,
 * and its own copy where there is no certifi.
 */
export const botocore: RuntimeRule = {
  runtime: 'botocore',
  installations: ({ host }) =>
    pythonHomes(host)
      .filter((home) => packageOf(host, home, 'botocore') !== undefined)
      .map((home) => pythonInstallation(home)),
  choose: (installation, surroundings) => {
    const { host, environment } = surroundings;
    const { AWS_CA_BUNDLE, REQUESTS_CA_BUNDLE, HOME } = environment;
    if (AWS_CA_BUNDLE) return verifyPath(surroundings, 'aws_ca_bundle', AWS_CA_BUNDLE);
    const path = environment['AWS_CONFIG_FILE'] || (HOME === undefined ? undefined : `${HOME}/.aws/config`);
    const configured = path === undefined ? undefined : configuredBundle(host.read(path));
    if (configured !== undefined) return verifyPath(surroundings, 'ca_bundle', configured);
    if (REQUESTS_CA_BUNDLE) return verifyPath(surroundings, 'requests_ca_bundle', REQUESTS_CA_BUNDLE);
    const home = homeOf(installation, surroundings);
    return packageOf(host, home, 'certifi') === undefined
      ? verifyPath(surroundings, 'vendored', `${packageOf(host, home, 'botocore') ?? ''}/cacert.pem`)
      : certifiChoice(home, surroundings);
  },
};

/** `ca_bundle` of the default profile. */
function configuredBundle(bytes: Buffer | string): string | undefined {
  if (typeof bytes === 'string') return undefined;
  const section = /^\[default\][^[]*/m.exec(bytes.toString('utf8'))?.[0] ?? '';
  return /^ca_bundle\s*=\s*(\S+)\s*$/m.exec(section)?.[1];
}
