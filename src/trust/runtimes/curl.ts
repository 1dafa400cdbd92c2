import { filesAmong } from '../host/expand.ts';
import { type RuntimeRule, together } from './choice.ts';
import { libcurlOf, libcurlPlaces } from './libcurl.ts';

/** Before this version SSL_CERT_FILE was not looked at where SSL_CERT_DIR was set (curl issue 11325). */
const BOTH_SINCE = [8, 3] as const;

/** Programs are found where PATH of distributions leads. */
const PROGRAMS = ['/usr/local/bin/curl', '/usr/bin/curl', '/bin/curl', '/opt/*/bin/curl'];

/**
 * The curl tool (tool_operate.c): CURL_CA_BUNDLE, which hides SSL_CERT_DIR and SSL_CERT_FILE; what is not named keeps
 * what is compiled in. Variables that are empty are as good as not set.
 */
export const curl: RuntimeRule = {
  runtime: 'curl',
  installations: ({ host }) => filesAmong(host, PROGRAMS),
  choose: (installation, surroundings) => {
    const { CURL_CA_BUNDLE, SSL_CERT_DIR, SSL_CERT_FILE } = surroundings.environment;
    const compiled = libcurlOf(installation, surroundings);
    const [major, minor] = compiled.version ?? BOTH_SINCE;
    const takesBoth = major > BOTH_SINCE[0] || (major === BOTH_SINCE[0] && minor >= BOTH_SINCE[1]);
    const ownFolder = CURL_CA_BUNDLE ? undefined : SSL_CERT_DIR || undefined;
    const namedFile = ownFolder === undefined || takesBoth ? SSL_CERT_FILE : undefined;
    const ownFile = CURL_CA_BUNDLE || namedFile || undefined;
    const fileRule = CURL_CA_BUNDLE ? 'curl_ca_bundle' : ownFile ? 'ssl_cert_file' : 'compiled_default';
    return {
      rule: together(fileRule, ownFolder === undefined ? 'compiled_default' : 'ssl_cert_dir'),
      places: libcurlPlaces(compiled.backend, ownFile ?? compiled.file, ownFolder ?? compiled.folder),
    };
  },
};
