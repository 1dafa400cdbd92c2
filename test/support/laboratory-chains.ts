import type { ModuleOptions } from '../../src/model/handshake-module.ts';
import type { GeneratedCertificate } from './certificate-factory.ts';
import { DEFAULT_NOT_AFTER } from './certificate-factory.ts';
import { ocspResponse } from './ocsp-maker.ts';
import { authority, type PkiOptions, server } from './pki.ts';
import { PROBED_AT } from './probed-result.ts';
import { temporaryFile } from './temporary-file.ts';
import type { TlsServerOptions } from './tls-servers.ts';

const DAY = 86_400;
const NAMES = ['IP:127.0.0.1', 'IP:::1'];

const root = authority('Root');
const issuing = authority('Issuing', { issuer: root });
const issued = (options: PkiOptions = {}): GeneratedCertificate =>
  server({ issuer: issuing, sans: NAMES, ...options });
const usual = issued();

/** A module's trust in the laboratory's root alone. */
export function trustFile(anchor = root): ModuleOptions['trust'] {
  return { kind: 'path', path: temporaryFile('ca.pem', anchor.pem) };
}

/** A server of the laboratory that finishes the handshake, and all that is told of it. */
export interface LaboratoryCase {
  readonly what: string;
  readonly serve: () => TlsServerOptions;
  readonly options: () => Partial<ModuleOptions>;
  /** As `exposedGauges` has them, but for what is told of the session and the peer. */
  readonly gauges: Readonly<Record<string, number>>;
}

interface Shown {
  readonly served?: readonly GeneratedCertificate[];
  readonly tls?: TlsServerOptions;
  readonly options?: () => Partial<ModuleOptions>;
}

const GOOD = {
  success: 1,
  completed: 1,
  chain_verified: 1,
  hostname_match: 1,
  chain_certificates: 2,
  chain_not_after_timestamp_seconds: DEFAULT_NOT_AFTER,
  client_certificate_requested: 0,
  ocsp_stapled: 0,
};

/** Good, but for these; undefined takes one away. */
function butFor(changes: Readonly<Record<string, number | undefined>>): Record<string, number> {
  const all: Record<string, number | undefined> = { ...GOOD, ...changes };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}

const failing = (reason: string, changes: Readonly<Record<string, number | undefined>> = {}) =>
  butFor({ success: 0, chain_verified: 0, [`failure{phase=verify,reason=${reason}}`]: 1, ...changes });

const found = (...findings: readonly string[]): Record<string, number> =>
  Object.fromEntries(findings.map((finding) => [`chain_findings{finding=${finding}}`, 1]));

function showing(what: string, shown: Shown, gauges: LaboratoryCase['gauges']): LaboratoryCase {
  const { served = [usual, issuing], tls = {}, options = () => ({}) } = shown;
  const key = served[0]?.privateKeyPem ?? '';
  const cert = served.map(({ pem }) => pem).join('');
  return {
    what,
    serve: () => ({ key, cert, ...tls }),
    options: () => ({ trust: trustFile(), ...options() }),
    gauges,
  };
}

const NO_PATH = { chain_not_after_timestamp_seconds: undefined };
const staple = (status: 'good' | 'revoked', nextUpdate: number): TlsServerOptions => ({
  staple: ocspResponse({ leaf: usual, issuer: issuing, status, thisUpdate: PROBED_AT - 9 * DAY, nextUpdate }),
});
const stapled = (good: number, nextUpdate: number) => ({
  ocsp_stapled: 1,
  ocsp_good: good,
  ocsp_next_update_timestamp_seconds: nextUpdate,
});
const WEAK = authority('Weak', { issuer: root, key: 'ec-p256-sha1' });
const SELF = server({ sans: NAMES });

export const LABORATORY: readonly LaboratoryCase[] = [
  showing('a good chain, for addresses', {}, GOOD),
  showing(
    'a wildcard',
    {
      served: [issued({ sans: ['DNS:*.example.com'] }), issuing],
      options: () => ({ serverName: 'a.example.com' }),
    },
    GOOD,
  ),
  showing(
    'a leaf that has expired',
    { served: [issued({ notAfter: PROBED_AT - DAY }), issuing] },
    failing('expired', { chain_not_after_timestamp_seconds: PROBED_AT - DAY }),
  ),
  showing(
    'a leaf of tomorrow',
    { served: [issued({ notBefore: PROBED_AT + DAY }), issuing] },
    failing('not_yet_valid'),
  ),
  showing(
    'a leaf by itself',
    { served: [SELF] },
    failing('self_signed', { ...NO_PATH, chain_certificates: 1 }),
  ),
  showing(
    'a chain by somebody else',
    { options: () => ({ trust: trustFile(authority('Else')) }) },
    failing('unknown_authority', NO_PATH),
  ),
  showing(
    'no intermediate',
    { served: [usual], options: () => ({ intermediatesPath: temporaryFile('i.pem', issuing.pem) }) },
    failing('missing_intermediate', { chain_certificates: 1, ...found('missing_intermediate') }),
  ),
  showing(
    'another name',
    { options: () => ({ serverName: 'db.internal' }) },
    failing('hostname_mismatch', { chain_verified: 1, hostname_match: 0 }),
  ),
  showing(
    'a signature with SHA-1',
    { served: [issued({ issuer: WEAK }), WEAK], tls: { ciphers: 'DEFAULT@SECLEVEL=0' } },
    failing('weak_crypto'),
  ),
  showing(
    'a certificate for clients',
    { served: [issued({ purposes: ['clientAuth'] }), issuing] },
    failing('invalid_chain', NO_PATH),
  ),
  showing('a staple', { tls: staple('good', PROBED_AT + DAY) }, butFor(stapled(1, PROBED_AT + DAY))),
  showing(
    'a staple out of date',
    { tls: staple('good', PROBED_AT - DAY) },
    butFor(stapled(0, PROBED_AT - DAY)),
  ),
  showing(
    'a staple that revokes',
    { tls: staple('revoked', PROBED_AT + DAY) },
    failing('revoked', stapled(0, PROBED_AT + DAY)),
  ),
  showing(
    'too much, the wrong way round',
    { served: [usual, root, issuing, issuing, authority('Other')] },
    butFor({ chain_certificates: 5, ...found('superfluous', 'out_of_order', 'root_included', 'duplicate') }),
  ),
  showing(
    'its chain, and wants a client certificate',
    { tls: { requestCert: true, ca: root.pem } },
    butFor({
      success: 0,
      completed: 0,
      client_certificate_requested: 1,
      'failure{phase=tls,reason=client_certificate_required}': 1,
    }),
  ),
  showing(
    'its chain, and would like a client certificate',
    { tls: { requestCert: true, rejectUnauthorized: false } },
    butFor({ client_certificate_requested: 1 }),
  ),
];
