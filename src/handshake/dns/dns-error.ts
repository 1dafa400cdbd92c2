/** How a look-up can fail: a part of the closed list of handshake reasons. */
export type DnsReason = 'dns_not_found' | 'dns_timeout';

/** The one way in which a look-up fails. Its message is a sentence for people. */
export class DnsError extends Error {
  override readonly name = 'DnsError';
  readonly reason: DnsReason;

  constructor(reason: DnsReason, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.reason = reason;
  }
}
