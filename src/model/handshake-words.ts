import type { HandshakeReason, Phase } from './handshake.ts';
import { visible } from './visible.ts';

/** What a failed handshake means to the person who reads of it; both are parts of a sentence. */
export interface HandshakeWords {
  /** What the target does or is, as what follows its name: `refuses connections`. */
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Whether it happens in several phases, so that it has to be said in which. */
  readonly saysPhase?: true;
}

/** Every reason in words. */
export const HANDSHAKE_WORDS: Readonly<Record<HandshakeReason, HandshakeWords>> = {
  dns_not_found: {
    meaning: 'has a name that DNS does not know, or knows no such address for',
    remedy: 'correct the name, create its A or AAAA record, or have the other kind of address dialled (ip)',
  },
  dns_timeout: {
    meaning: 'has a name that no name server gave an answer for in time',
    remedy: 'check the name servers in /etc/resolv.conf and the way to them',
  },
  connection_refused: {
    meaning: 'refuses TCP connections',
    remedy: 'start the service or correct the port, and look for a firewall that rejects',
  },
  connection_reset: {
    meaning: 'tore the connection down',
    remedy:
      'look into the log of the server, and for a firewall or load balancer before it that picks its clients',
    saysPhase: true,
  },
  connection_timeout: {
    meaning: 'does not answer when a TCP connection is opened',
    remedy: 'check that the host is up and that no firewall on the way drops the packets',
  },
  unreachable: {
    meaning: 'cannot be reached from this host',
    remedy:
      'check the routes, and whether this host has the kind of address (IPv4, IPv6) that the name leads to',
  },
  closed: {
    meaning: 'closed the connection',
    remedy:
      'look into the log of the server: a limit on clients, an unknown server name or a wrong port are usual',
    saysPhase: true,
  },
  proxy_refused: {
    meaning: 'is behind a proxy that did not open the tunnel',
    remedy:
      'check the address and the credentials of the proxy, and whether it lets this host and port through',
  },
  proxy_timeout: {
    meaning: 'is behind a proxy that did not open the tunnel in time',
    remedy: 'check that the proxy works and that it reaches the target',
  },
  starttls_unsupported: {
    meaning: 'does not change to TLS when asked by STARTTLS',
    remedy:
      'switch TLS on in the server, correct the protocol that the module names in starttls, or find out why the server turns this client away',
  },
  starttls_timeout: {
    meaning: 'did not finish the conversation before TLS in time',
    remedy:
      'check that this port speaks the protocol of the module; one that begins with TLS needs a module without starttls',
  },
  not_tls: {
    meaning: 'answers with something that is not TLS',
    remedy: 'correct the port, or set starttls in the module if the protocol begins in the clear',
  },
  protocol_version: {
    meaning: 'has no TLS version in common with the module',
    remedy:
      'switch on TLS 1.2 or 1.3 in the server, or let the module ask for what it has with min_version and max_version',
  },
  protocol_error: {
    meaning: 'breaks the rules of the protocol',
    remedy:
      'see that the port and starttls fit the server, then update its software, and look for a device before it that changes the traffic',
    saysPhase: true,
  },
  client_certificate_required: {
    meaning: 'demands a client certificate that it accepts',
    remedy: 'give the module a client certificate that is valid now, of an authority that the server trusts',
  },
  tls_alert: {
    meaning: 'broke the TLS handshake off with an alert',
    remedy:
      'look into the log of the server, which says why: an unknown server name or no cipher in common are usual',
  },
  tls_timeout: {
    meaning: 'did not finish the TLS handshake in time',
    remedy: 'look for a server that hangs or is overloaded, and raise the timeout if it is only slow',
  },
  expired: {
    meaning: 'serves a chain in which a certificate has expired',
    remedy:
      'renew the certificate that the detail names (of a trusted authority, the trust), and where that is done already, reload the server',
  },
  not_yet_valid: {
    meaning: 'serves a chain in which a certificate is not valid yet',
    remedy:
      'check the clocks of this host and of the issuer, or put the certificate before it back until then',
  },
  self_signed: {
    meaning: 'serves a self-signed certificate that is not trusted',
    remedy:
      "install a certificate of an authority that clients trust, or add this one to the module's ca_file",
  },
  unknown_authority: {
    meaning: 'serves a certificate by an authority that is not trusted',
    remedy:
      "have the server send its whole chain, add the authority's root to the trust that the module names, or install a certificate of a trusted one",
  },
  missing_intermediate: {
    meaning: 'does not send an intermediate that clients need',
    remedy:
      "append the intermediate to the server's certificate file (the full chain), and reload the server",
  },
  weak_crypto: {
    meaning: 'serves a chain with cryptography that clients have given up',
    remedy:
      'have the weak certificate issued again, with RSA 2048 or P-256 or better, and signed with SHA-256 or better',
  },
  hostname_mismatch: {
    meaning: 'serves a certificate that is not for the name that was asked for',
    remedy:
      'have it issued with this name among its subject alternative names, or set server_name to the name that clients use',
  },
  revoked: {
    meaning: 'serves a certificate that its issuer has revoked',
    remedy: 'replace the certificate now, with a new key if the old one may be known to others',
  },
  invalid_chain: {
    meaning: 'serves a chain that breaks the rules for certificates (RFC 5280)',
    remedy: 'have the certificate that the detail names issued again, as its authority should have issued it',
  },
  internal: {
    meaning: 'could not be judged, because of the exporter or its configuration',
    remedy:
      'read the detail and the log of the exporter, and report it if it is no mistake in the configuration',
    saysPhase: true,
  },
};

const IN_PHASE: Readonly<Record<Phase, string>> = {
  dns: 'while its name was looked up',
  connect: 'while the connection was opened',
  proxy: 'while the proxy opened the tunnel',
  starttls: 'in the conversation before TLS',
  tls: 'during the TLS handshake',
  verify: 'when its chain was looked at',
};

/** What an explanation is about. */
export interface ExplanationContext {
  /** As it was configured, `host:port`. */
  readonly target: string;
}

/** One sentence that a person can act on: what is wrong with the target, and what to do about it. */
export function explain(phase: Phase, reason: HandshakeReason, { target }: ExplanationContext): string {
  const { meaning, remedy, saysPhase } = HANDSHAKE_WORDS[reason];
  const when = saysPhase === true ? ` ${IN_PHASE[phase]}` : '';
  return `${visible(target)} ${meaning}${when}: ${remedy}.`;
}
