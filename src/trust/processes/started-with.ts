import type { Runtime } from '../../model/trust.ts';
import type { Environment } from '../runtimes/choice.ts';

const TRUST_STORE = /^-Djavax\.net\.ssl\.trustStore=/;
const STORE_PASSWORD = '-Djavax.net.ssl.trustStorePassword=';
const NODE_STORE = /^--(?:no[-_])?use[-_](?:openssl|system|bundled)[-_]ca(?:=|$)/;
/** Options of Node.js behind which a word of their own stands, as services have them. */
const NODE_TAKES_NEXT =
  /^(?:-[reCp]|-pe|--(?:require|import|loader|experimental-loader|eval|print|conditions|env-file))$/;

/**
 * The environment of a process with what its command line says of roots, so that one rule serves both. Nothing else
 * of the command line is kept: there may be secrets in it.
 *
 * @param commandLine `/proc/PID/cmdline` (proc_pid_cmdline(5)).
 */
export function startedWith(runtime: Runtime, environment: Environment, commandLine: string): Environment {
  const words = commandLine.split('\0').slice(1);
  if (runtime === 'java') {
    const own = words.filter((word) => TRUST_STORE.test(word)).map((word) => word.replace('=', '="') + '"');
    // That there is a password matters; which one is its own business.
    if (words.some((word) => word.startsWith(STORE_PASSWORD))) own.push(STORE_PASSWORD);
    // Java puts these before the command line, and `_JAVA_OPTIONS` behind it.
    return own.length === 0 ? environment : added(environment, 'JDK_JAVA_OPTIONS', own);
  }
  if (runtime === 'node') {
    const end = words.findIndex(
      (word, at) => !word.startsWith('-') && !NODE_TAKES_NEXT.test(words[at - 1] ?? ''),
    );
    const own = words.slice(0, end === -1 ? undefined : end).filter((word) => NODE_STORE.test(word));
    return own.length === 0 ? environment : added(environment, 'NODE_OPTIONS', own);
  }
  return environment;
}

function added(environment: Environment, name: string, words: readonly string[]): Environment {
  return { ...environment, [name]: [environment[name] ?? '', ...words].join(' ').trim() };
}
