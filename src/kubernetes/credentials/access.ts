/** How the next request is made: where it goes, and as whom. */
export interface Access {
  /** The server's address, perhaps with a path, without a final slash. */
  readonly server: string;
  /** Authorization and Impersonate-*; never printed. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly tls: TlsMaterial;
  /** The URL of an HTTP proxy; it may hold a password, and is never printed. */
  readonly proxy: string | undefined;
  /** Whether answers may be compressed: of use far away, while it costs both sides time and memory. */
  readonly compression: boolean;
  /** What it was made of: the same for two accesses that only `renew` can change. */
  readonly origin: object;
}

/** What a TLS connection to the server is made with. */
export interface TlsMaterial {
  /** Certificates that the server's is verified with, in PEM; undefined: those of Node and of the system. */
  readonly ca: Buffer | undefined;
  /** The client's certificate and key in PEM, which the operator has configured for exactly this. */
  readonly identity: { readonly certificate: Buffer; readonly key: Buffer } | undefined;
  /** The name that the server's certificate must have, where it is not that of its address. */
  readonly serverName: string | undefined;
  /** True: the server's certificate is not verified. */
  readonly insecure: boolean;
}

/** Where accesses come from. */
export interface Credentials {
  /**
   * The access for a request now. Files are read again each time, since they rotate; a program is run when what it
   * said last is no longer good.
   * @throws ApiError where a file cannot be read, or the program fails
   */
  access(): Promise<Access>;
  /** The server has refused this one: what it was made of is read anew, unless somebody was faster. */
  renew(refused: Access): void;
  /** Ends programs that still run. */
  close(): void;
}
