/** Where a server listens. */
export interface ListenAddress {
  /** A host name or IP address without brackets; undefined for all addresses of the host, IPv6 and IPv4. */
  readonly host: string | undefined;
  /** 0 for any free one. */
  readonly port: number;
  /** A socket that somebody listens on already, in place of the two. */
  readonly fd?: number;
}

export type ListenAddressResult =
  | { readonly ok: true; readonly address: ListenAddress }
  | { readonly ok: false /** A sentence without a subject. */; readonly error: string };

const MAX_PORT = 65_535;

/** `host:port`, `[ipv6]:port` or `:port`, as `--web.listen-address` takes it. */
const ADDRESS = /^(?:\[(?<ipv6>[^[\]]*)\]|(?<host>[^:[\]]*)):(?<port>[^:]*)$/;

/** Reads an address in the form of Go's `net.Listen`. Named ports (`:http`) are not known. */
export function parseListenAddress(text: string): ListenAddressResult {
  const { ipv6, host, port } = ADDRESS.exec(text)?.groups ?? {};
  if (port === undefined) {
    const hint = text.includes(':') ? 'an IPv6 address is written in brackets, [::1]:9201' : 'no port';
    return fail(text, hint);
  }
  if (!/^\d{1,5}$/.test(port) || Number(port) > MAX_PORT) return fail(text, `no port from 0 to ${MAX_PORT}`);
  if (ipv6 !== undefined && !/^[0-9a-f:.]+(%[\w.-]+)?$/i.test(ipv6)) return fail(text, 'no IPv6 address');
  if (host !== undefined && !/^[\w.-]*$/.test(host)) return fail(text, 'no host name');
  return { ok: true, address: { host: ipv6 ?? (host === '' ? undefined : host), port: Number(port) } };
}

/** The address as it is written, for messages. */
export function formatListenAddress({ host, port, fd }: ListenAddress): string {
  if (fd !== undefined) return `the inherited socket ${fd}`;
  return host?.includes(':') ? `[${host}]:${port}` : `${host ?? ''}:${port}`;
}

function fail(text: string, reason: string): ListenAddressResult {
  return {
    ok: false,
    error: `${JSON.stringify(text)} is no address to listen on (${reason}); expected HOST:PORT or :PORT`,
  };
}
