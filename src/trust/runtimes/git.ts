import { filesAmong } from '../host/expand.ts';
import { type RuntimeRule, together } from './choice.ts';
import { gitTrust } from './git-config.ts';
import { libcurlOf, libcurlPlaces } from './libcurl.ts';

/** The part of git that speaks HTTPS. */
const PROGRAMS = [
  '/usr/local/libexec/git-core/git-remote-https',
  '/usr/libexec/git-core/git-remote-https',
  '/usr/lib/git-core/git-remote-https',
  '/opt/*/libexec/git-core/git-remote-https',
];

/**
 * git (http.c): GIT_SSL_CAINFO and GIT_SSL_CAPATH, else `http.sslCAInfo` and `http.sslCAPath`, else what its libcurl
 * has compiled in, each for itself. The variables of curl and OpenSSL are not looked at.
 */
export const git: RuntimeRule = {
  runtime: 'git',
  installations: ({ host }) => filesAmong(host, PROGRAMS),
  choose: (installation, surroundings) => {
    const { GIT_SSL_CAINFO, GIT_SSL_CAPATH } = surroundings.environment;
    const configured = gitTrust(surroundings);
    const compiled = libcurlOf(installation, surroundings);
    const rules: string[] = [];
    if (GIT_SSL_CAINFO !== undefined) rules.push('git_ssl_cainfo');
    else if (configured.sslCAInfo !== undefined) rules.push('http_sslcainfo');
    if (GIT_SSL_CAPATH !== undefined) rules.push('git_ssl_capath');
    else if (configured.sslCAPath !== undefined) rules.push('http_sslcapath');
    return {
      rule: rules.length === 2 ? together(...rules) : together(...rules, 'compiled_default'),
      places: libcurlPlaces(compiled, {
        file: GIT_SSL_CAINFO ?? configured.sslCAInfo,
        folder: GIT_SSL_CAPATH ?? configured.sslCAPath,
      }),
    };
  },
};
