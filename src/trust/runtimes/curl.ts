import { filesAmong } from '../host/expand.ts';
import { type RuntimeRule, type Surroundings, together } from './choice.ts';
import { curlTrust } from './curl-config.ts';
import { libcurlOf, libcurlPlaces } from './libcurl.ts';

/** Before this version SSL_CERT_FILE was not looked at where SSL_CERT_DIR was set (curl issue 11325). */
const BOTH_SINCE = [8, 3] as const;

/** Programs are found where PATH of distributions leads. */
const PROGRAMS = ['/usr/local/bin/curl', '/usr/bin/curl', '/bin/curl', '/opt/*/bin/curl'];

/**
 * The curl tool (tool_operate.c): what its own configuration says, which hides all variables; CURL_CA_BUNDLE, which hides
 * SSL_CERT_DIR and SSL_CERT_FILE; what is not named keeps what is compiled in. Variables that are empty are as good as
 * not set.
 */
export const curl: RuntimeRule = {
  runtime: 'curl',
  installations: ({ host }) => filesAmong(host, PROGRAMS),
  choose: (installation, surroundings) => {
    const compiled = libcurlOf(installation, surroundings);
    const named = namedTrust(surroundings, compiled.version ?? BOTH_SINCE);
    return {
      rule: together(named.file?.rule ?? 'compiled_default', named.folder?.rule ?? 'compiled_default'),
      places: libcurlPlaces(compiled, { file: named.file?.path, folder: named.folder?.path }),
    };
  },
};

interface Named {
  readonly rule: string;
  readonly path: string;
}

/** What files and variables name, with the rule by which they do. */
function namedTrust(
  surroundings: Surroundings,
  [major, minor]: readonly [number, number],
): { readonly file?: Named | undefined; readonly folder?: Named | undefined } {
  const named = (rule: string, path: string | undefined): Named | undefined =>
    path ? { rule, path } : undefined;
  const { cacert, capath } = curlTrust(surroundings);
  if (cacert || capath) return { file: named('curlrc', cacert), folder: named('curlrc', capath) };
  const { CURL_CA_BUNDLE, SSL_CERT_DIR, SSL_CERT_FILE } = surroundings.environment;
  if (CURL_CA_BUNDLE) return { file: named('curl_ca_bundle', CURL_CA_BUNDLE) };
  const takesBoth = major > BOTH_SINCE[0] || (major === BOTH_SINCE[0] && minor >= BOTH_SINCE[1]);
  return {
    file: SSL_CERT_DIR && !takesBoth ? undefined : named('ssl_cert_file', SSL_CERT_FILE),
    folder: named('ssl_cert_dir', SSL_CERT_DIR),
  };
}
