import type { Attempt } from '../../src/handshake/attempt.ts';
import { renderProbe } from '../../src/metrics/probe.ts';
import { parseSamples } from './exposition.ts';

/** Those say when and how long, which no table can hold. */
const OF_TIME = /^tls_handshake_(?:duration_seconds|last_attempt_timestamp_seconds)$/;
/** Labels that every series has, and those that hang on the versions of the programs that take part. */
const LEFT_OUT = new Set(['target', 'module', 'address', 'cipher', 'group', 'alpn']);

/** Every gauge about a handshake that one attempt has: `failure{phase=tls,reason=closed}` is `tls_handshake_failure`. */
export function exposedGauges({ result }: Attempt): Record<string, number> {
  const served = {
    source: 'handshake',
    type: 'handshake' as const,
    interval: 0,
    lastCollection: undefined,
    certificates: [],
    revocationLists: [],
    problems: [],
  };
  const results = [result];
  const text = renderProbe({ results, facts: results, served, duration: 0 }, 'text').toString();
  return Object.fromEntries(
    parseSamples(text)
      .filter(({ name }) => name.startsWith('tls_handshake_') && !OF_TIME.test(name))
      .map(({ name, labels, value }) => {
        const own = labels
          .filter(([label]) => !LEFT_OUT.has(label))
          .map(([label, said]) => `${label}=${said}`);
        const suffix = own.length === 0 ? '' : `{${own.join(',')}}`;
        return [`${name.slice('tls_handshake_'.length)}${suffix}`, Number(value)];
      }),
  );
}
