/** The secrets of TLS 1.3 that are used here, by their labels in the key log format (RFC 9850). */
export type SecretLabel = `${Side}_${'HANDSHAKE_TRAFFIC_SECRET' | 'TRAFFIC_SECRET_0'}`;

/** Whose words a secret protects. */
export type Side = 'CLIENT' | 'SERVER';

const SPACE = 0x20;
const S = 0x53;

/** A handshake has five; what a server makes follow is of no interest. */
const MOST_LINES = 16;

/**
 * The lines of a key log: a label, the client's random and the secret in hexadecimal, with spaces between. They are
 * kept as they came and read when a secret is asked for: of the five of a handshake, one is.
 */
export class KeyLog {
  readonly #lines: Buffer[] = [];

  /** Takes a line, with or without its end. Says `SERVER` where it may be a secret of that side. */
  add(line: Buffer): 'SERVER' | undefined {
    if (this.#lines.length < MOST_LINES) this.#lines.push(line);
    return line[0] === S ? 'SERVER' : undefined;
  }

  /** The secret with this label, if there is one. */
  secret(label: SecretLabel): Buffer | undefined {
    const line = this.#lines.find((each) => begins(each, label));
    const at = line?.indexOf(SPACE, label.length + 1) ?? -1;
    return line === undefined || at === -1
      ? undefined
      : Buffer.from(line.toString('latin1', at + 1).trimEnd(), 'hex');
  }
}

function begins(line: Buffer, label: SecretLabel): boolean {
  if (line[label.length] !== SPACE || line[0] !== label.charCodeAt(0)) return false;
  return line.toString('latin1', 0, label.length) === label;
}
