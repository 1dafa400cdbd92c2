/** What the first lines of an answer say of it. */
interface Head {
  readonly status: number;
  readonly chunked: boolean;
  /** Bytes of the body; undefined where it is in chunks. */
  readonly length: number | undefined;
}

const END_OF_HEAD = '\r\n\r\n';
const CARRIAGE_RETURN = 13;
const LINE_FEED = 10;

/**
 * Finds the end of an HTTP/1.1 answer (RFC 9112) and counts the bytes of its body as they come, without keeping any
 * of them: a client that kept 20 MB would cost more than the server that is measured.
 */
export class ResponseMeter {
  /** Bytes of the body so far, without the framing of chunks. */
  bytes = 0;
  #head: Head | undefined;
  #begin = '';
  /** Of the chunk that comes, and whether its size has been read. */
  #left = 0;
  #size = '';
  #state: 'size' | 'data' | 'trailer' | 'done' = 'size';

  get status(): number {
    return this.#head?.status ?? 0;
  }

  /** Takes the next bytes. True once the answer is complete. */
  feed(bytes: Buffer): boolean {
    if (this.#head !== undefined) return this.#body(bytes);
    const before = this.#begin.length;
    this.#begin += bytes.toString('latin1');
    const end = this.#begin.indexOf(END_OF_HEAD);
    if (end === -1) return false;
    this.#head = readHead(this.#begin.slice(0, end));
    return this.#body(bytes.subarray(end + END_OF_HEAD.length - before));
  }

  #body(bytes: Buffer): boolean {
    const { chunked, length } = this.#head as Head;
    if (chunked) return this.#chunks(bytes);
    this.bytes += bytes.length;
    return this.bytes >= (length ?? 0);
  }

  #chunks(bytes: Buffer): boolean {
    let at = 0;
    while (at < bytes.length && this.#state !== 'done') {
      if (this.#state === 'data') {
        const count = Math.min(this.#left, bytes.length - at);
        this.bytes += count;
        this.#left -= count;
        at += count;
        if (this.#left === 0) this.#state = 'size';
        continue;
      }
      const octet = bytes[at] as number;
      at += 1;
      if (octet === LINE_FEED) this.#endLine();
      else if (octet !== CARRIAGE_RETURN) this.#size += String.fromCharCode(octet);
    }
    return this.#state === 'done';
  }

  #endLine(): void {
    const line = this.#size;
    this.#size = '';
    if (this.#state === 'trailer') {
      if (line === '') this.#state = 'done';
      return;
    }
    // The empty line is the end of the chunk before.
    if (line === '') return;
    this.#left = Number.parseInt(line, 16);
    this.#state = this.#left > 0 ? 'data' : 'trailer';
  }
}

function readHead(text: string): Head {
  const length = /^content-length: *(\d+)/im.exec(text)?.[1];
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]),
    chunked: /^transfer-encoding:.*\bchunked\b/im.test(text),
    length: length === undefined ? undefined : Number(length),
  };
}
