/** An answer of the API server, as soon as its headers are there. */
export interface ApiResponse {
  readonly status: number;
  /** A header by its name in lower case. */
  header(name: string): string | undefined;
  /**
   * The content as it comes, decompressed. Rejects with an `ApiError` where the connection breaks, with the signal's
   * reason where the request is called off. Leaving the loop early gives the connection up.
   */
  readonly body: AsyncIterable<Buffer>;
}

/** Asks one API server; knows its address and the credentials. */
export interface ApiClient {
  /**
   * Sends a GET. After an answer of 401 the next request is made with credentials that are read or fetched anew.
   * @param path below the server's address, with the query
   * @param signal calls it off, the body included
   * @throws ApiError where no answer comes, or there are no credentials to ask with
   */
  get(path: string, signal: AbortSignal): Promise<ApiResponse>;
  /** The server's address, for people. */
  readonly server: string;
}
