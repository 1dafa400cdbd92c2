/** Whom a rule of an allow-list is about. */
export type AllowedHost =
  /** The target is written with exactly this name. */
  | { readonly kind: 'name'; readonly name: string }
  /** The target is written with a name below this one, however deep, but not with this one itself. */
  | { readonly kind: 'below'; readonly name: string }
  /** The address that is dialled lies in this network; one address is a network of its own. */
  | { readonly kind: 'network'; readonly network: Network };

/** An address and how many of its leading bits count. */
export interface Network {
  /** IPv4 in dotted decimal, or IPv6 without brackets and zone. */
  readonly address: string;
  readonly bits: number;
}

/** Ports from the first to the last, both included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** One rule of an allow-list: these ports of this host. */
export interface AllowRule {
  readonly host: AllowedHost;
  readonly ports: readonly PortRange[];
}
