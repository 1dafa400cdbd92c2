import { notOffered, notSpoken, refused } from './failures.ts';
import type { StartTls } from './start-tls.ts';

const PROTOCOL = 'MySQL';

/** Capability flags (MySQL documentation, "Capabilities Flags"; MariaDB's, "Connection"). */
const CLIENT_LONG_PASSWORD = 1;
const CLIENT_PROTOCOL_41 = 1 << 9;
const CLIENT_SSL = 1 << 11;
const CLIENT_SECURE_CONNECTION = 1 << 15;
const FLAGS = CLIENT_LONG_PASSWORD | CLIENT_PROTOCOL_41 | CLIENT_SSL | CLIENT_SECURE_CONNECTION;

/** The longest greeting that is read. Real ones have about a hundred bytes. */
const LONGEST_GREETING = 4096;

/** The character set of the connection: utf8mb4_general_ci. */
const CHARACTER_SET = 45;

/**
 * MySQL and MariaDB: the server greets with Protocol::HandshakeV10, and the client answers with
 * Protocol::SSLRequest, behind which TLS begins without another word (MySQL documentation, "Connection Phase").
 */
export const mysql: StartTls = async (conversation) => {
  const head = await conversation.readBytes(4, 'the greeting');
  const length = head.readUIntLE(0, 3);
  if (length === 0 || length > LONGEST_GREETING) throw notSpoken(PROTOCOL, 'the greeting', head);
  const greeting = await conversation.readBytes(length, 'the greeting');
  const [kind] = greeting;
  // ERR_Packet in the form from before the greeting: an error number, then text ("Too many connections").
  if (kind === 0xff) throw refused('the connection', greeting.subarray(3));
  if (kind !== 10) throw notSpoken(PROTOCOL, 'the greeting', greeting);

  // The version ends with a zero byte; behind it are 4 bytes of connection number, 8 of scramble and a filler.
  const versionEnd = greeting.indexOf(0, 1);
  const flagsAt = versionEnd + 1 + 4 + 8 + 1;
  if (versionEnd === -1 || flagsAt + 2 > length) throw notSpoken(PROTOCOL, 'the greeting', greeting);
  const version = greeting.toString('latin1', 1, versionEnd);
  if ((greeting.readUInt16LE(flagsAt) & CLIENT_SSL) === 0)
    throw notOffered('TLS', [`version ${version} without it`]);

  conversation.write(sslRequest((head.readUInt8(3) + 1) & 0xff));
};

function sslRequest(sequence: number): Buffer {
  const packet = Buffer.alloc(36);
  packet.writeUIntLE(32, 0, 3);
  packet[3] = sequence;
  packet.writeUInt32LE(FLAGS, 4);
  // The longest packet that this client would take.
  packet.writeUInt32LE(1 << 24, 8);
  packet[12] = CHARACTER_SET;
  return packet;
}
