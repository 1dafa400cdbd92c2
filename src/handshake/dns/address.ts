/** An address of a host, as it is connected to. */
export interface Address {
  /** IPv4 in dotted decimal, or IPv6 without brackets, with its zone where it has one. */
  readonly address: string;
  readonly family: 4 | 6;
}
