import { expand } from '../host/expand.ts';
import type { HostFiles } from '../host/host-files.ts';
import { type Choice, file, type RuntimeRule } from './choice.ts';

const HOMES = [
  '/usr/lib/jvm/*',
  '/usr/java/*',
  '/opt/*',
  '/opt/*/*',
  '/root/.sdkman/candidates/java/*',
  '/home/*/.sdkman/candidates/java/*',
];

/** Where a home keeps its trust; Java 8 has a runtime inside the development kit. */
const SECURITY_FOLDERS = ['lib/security', 'jre/lib/security'];

/** Variables whose options Java takes, in their order; the last that says something wins. */
const OPTION_VARIABLES = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'];

/** Java (JSSE reference guide): `javax.net.ssl.trustStore`, else `jssecacerts`, else `cacerts` of its home. */
export const java: RuntimeRule = {
  runtime: 'java',
  installations: ({ host, environment }) => {
    const own = environment['JAVA_HOME'] ? [environment['JAVA_HOME'].replace(/\/+$/, '')] : [];
    const seen = new Set<string>();
    return [...HOMES.flatMap((pattern) => expand(host, pattern)), ...own]
      .filter((path) => host.kind(`${path}/bin/java`) === 'file' && securityFolder(host, path) !== undefined)
      .map((path) => host.resolve(path) ?? path)
      .filter((path) => !seen.has(path) && seen.add(path));
  },
  choose: (installation, { host, environment }): Choice => {
    const options = OPTION_VARIABLES.map((name) => environment[name] ?? '').join(' ');
    const property = trustStoreProperty(options);
    const parser = /-Djavax\.net\.ssl\.trustStorePassword=/.test(options)
      ? 'java-keystore-opened'
      : 'java-keystore';
    if (property !== undefined) {
      return {
        rule: 'javax_net_ssl_truststore',
        places: [file(property, parser, { isNecessary: true })],
      };
    }
    const folder = securityFolder(host, installation) ?? `${installation}/lib/security`;
    const own = `${folder}/jssecacerts`;
    return host.kind(own) === 'file'
      ? { rule: 'jssecacerts', places: [file(own, parser, { isNecessary: true })] }
      : { rule: 'cacerts', places: [file(`${folder}/cacerts`, parser, { isNecessary: true })] };
  },
};

function securityFolder(host: HostFiles, home: string): string | undefined {
  return SECURITY_FOLDERS.map((name) => `${home}/${name}`).find((path) => host.kind(path) === 'folder');
}

/** The store that options name; the last variable wins, and in it the last option. */
function trustStoreProperty(options: string): string | undefined {
  const found = [...options.matchAll(/-Djavax\.net\.ssl\.trustStore=(?:"([^"]*)"|'([^']*)'|(\S+))/g)].at(-1);
  return found?.[1] ?? found?.[2] ?? found?.[3];
}
