/** The secrets of TLS 1.3 that are used here, by their labels in the key log format (RFC 9850). */
export type SecretLabel = `${'CLIENT' | 'SERVER'}_${'HANDSHAKE_TRAFFIC_SECRET' | 'TRAFFIC_SECRET_0'}`;

/** Reads a line of a key log: a label, the client's random, the secret. */
export function parseKeylogLine(
  line: Buffer,
): { readonly label: string; readonly secret: Buffer } | undefined {
  const [label, , secret] = line.toString('latin1').trim().split(' ');
  if (label === undefined || secret === undefined) return undefined;
  return { label, secret: Buffer.from(secret, 'hex') };
}
