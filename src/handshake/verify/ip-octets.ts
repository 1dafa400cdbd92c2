import { isIP } from 'node:net';

/** The octets of an address in text form, four or sixteen. The text has to be an address by `net.isIP`, without a zone. */
export function ipOctets(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const [before = '', after] = address.split('::');
  const head = groups(before);
  const tail = groups(after ?? '');
  const missing = Math.max(0, 16 - head.length - tail.length);
  return Buffer.concat([head, Buffer.alloc(missing), tail]);
}

/** Two octets for each group, and four for an IPv4 address that stands in place of the last two. */
function groups(text: string): Buffer {
  if (text === '') return Buffer.alloc(0);
  const octets = text.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number);
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
  return Buffer.from(octets);
}
