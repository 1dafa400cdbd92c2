import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';

/** What is asked of a client that connects by TLS, besides the protocol: Go's `ClientAuthType`, taken apart. */
export interface ClientPolicy {
  /** Whether a client without a certificate is turned away. */
  readonly required: boolean;
  /** Whether a certificate that is shown has to be by one of the client CAs. */
  readonly verified: boolean;
  /** One of these has to be among the subject alternative names; undefined for no such condition. */
  readonly allowedSans: readonly string[] | undefined;
}

/** Why the client at the other end is turned away; undefined where it is welcome. */
export function refusal(socket: TLSSocket, policy: ClientPolicy): string | undefined {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return policy.required ? 'no client certificate' : undefined;
  if (policy.verified && !socket.authorized) return 'client certificate by an unknown or unfit authority';
  if (policy.allowedSans === undefined) return undefined;
  const names = subjectAlternativeNames(certificate).map(canonical);
  const allowed = policy.allowedSans.some((name) => names.includes(canonical(name)));
  return allowed ? undefined : 'no subject alternative name of the client certificate is allowed';
}

const KINDS = /^(?:DNS|IP Address|URI|email):/;

/** The DNS names, addresses, URIs and mail addresses of a certificate, without their kinds. */
export function subjectAlternativeNames(certificate: X509Certificate): string[] {
  // Node writes a name that holds a comma or the like as a JSON string, so a comma outside quotes separates.
  const names = certificate.subjectAltName?.match(/[^,:]+:(?:"(?:[^"\\]|\\.)*"|[^,]*)/g) ?? [];
  return names
    .map((name) => name.trim())
    .filter((name) => KINDS.test(name))
    .map((name) => name.replace(KINDS, ''))
    .map((name) => (name.startsWith('"') ? String(JSON.parse(name)) : name));
}

/** An IPv6 address has many forms and is compared in one. */
function canonical(name: string): string {
  return isIP(name) === 6 ? new URL(`http://[${name}]/`).hostname : name;
}
