/** The secrets of TLS 1.3 that are used here, by their labels in the key log format (RFC 9850). */
export type SecretLabel = `${'CLIENT' | 'SERVER'}_${'HANDSHAKE_TRAFFIC_SECRET' | 'TRAFFIC_SECRET_0'}`;

/**
 * Reads a line of a key log: a label, the client's random, the secret. The secret stays in hexadecimal: of the five that
 * a handshake has, one is used.
 */
export function parseKeylogLine(
  line: Buffer,
): { readonly label: string; readonly secret: string } | undefined {
  const text = line.toString('latin1').trimEnd();
  const first = text.indexOf(' ');
  const second = text.indexOf(' ', first + 1);
  if (first < 1 || second === -1) return undefined;
  return { label: text.slice(0, first), secret: text.slice(second + 1) };
}
