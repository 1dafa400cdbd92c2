import { createSocket, type RemoteInfo } from 'node:dgram';
import { isIPv4 } from 'node:net';

/** What a name server answers to a question: addresses (none: the name is there, but not of this type), or not. */
export type DnsAnswer = readonly string[] | 'nxdomain' | 'servfail' | 'refused' | 'silence';

export interface DnsServer extends AsyncDisposable {
  readonly port: number;
  /** What was asked, as `A name` or `AAAA name`, in order. */
  readonly questions: readonly string[];
}

const TYPES: Readonly<Record<number, 'A' | 'AAAA'>> = { 1: 'A', 28: 'AAAA' };
const RESPONSE_CODES = { nxdomain: 3, servfail: 2, refused: 5 };

/** A real name server on a free UDP port of the loopback interface (RFC 1035), authoritative for everything. */
export async function dnsServer(
  answer: (name: string, type: 'A' | 'AAAA') => DnsAnswer | Promise<DnsAnswer>,
): Promise<DnsServer> {
  const questions: string[] = [];
  const socket = createSocket('udp4');
  const respond = async (query: Buffer, client: RemoteInfo): Promise<void> => {
    const { name, type, end } = readQuestion(query);
    questions.push(`${type} ${name}`);
    const given = await answer(name, type);
    if (given === 'silence' || isClosed) return;
    socket.send(response(query, end, given), client.port, client.address);
  };
  let isClosed = false;
  socket.on('message', (query, client) => void respond(query, client));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    port: socket.address().port,
    questions,
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await new Promise<void>((resolve) => socket.close(() => resolve()));
    },
  };
}

function readQuestion(query: Buffer): { name: string; type: 'A' | 'AAAA'; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const type = TYPES[query.readUInt16BE(at + 1)];
  if (type === undefined) throw new Error('only addresses are asked for');
  return { name: labels.join('.'), type, end: at + 5 };
}

/** The query's header and question again, with the answers behind them. */
function response(query: Buffer, end: number, answer: Exclude<DnsAnswer, 'silence'>): Buffer {
  const addresses = typeof answer === 'string' ? [] : answer;
  const header = Buffer.from(query.subarray(0, 12));
  header[2] = 0x84 | ((header[2] ?? 0) & 0x01);
  header[3] = 0x80 | (typeof answer === 'string' ? RESPONSE_CODES[answer] : 0);
  header.writeUInt16BE(addresses.length, 6);
  header.writeUInt32BE(0, 8);
  return Buffer.concat([header, query.subarray(12, end), ...addresses.map(record)]);
}

/** One resource record, its name a pointer to the question's, to be kept for a minute. */
function record(address: string): Buffer {
  const data = isIPv4(address) ? Buffer.from(address.split('.').map(Number)) : ipv6(address);
  const fixed = Buffer.from([0xc0, 12, 0, isIPv4(address) ? 1 : 28, 0, 1, 0, 0, 0, 60, 0, data.length]);
  return Buffer.concat([fixed, data]);
}

function ipv6(address: string): Buffer {
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const filling = Array.from({ length: 8 - groups(head).length - groups(tail).length }, () => 0);
  const bytes = Buffer.alloc(16);
  [...groups(head), ...filling, ...groups(tail)].forEach((group, index) => {
    bytes.writeUInt16BE(group, index * 2);
  });
  return bytes;
}
