import { spawnSync } from 'node:child_process';
import { read, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';

/**
 * A FUSE file system with one folder of files (fuse(4), and the kernel's include/uapi/linux/fuse.h for the layout),
 * run as a process of its own: `node fuse-server.ts MOUNT_POINT`, its files as the first message over IPC,
 * `{ name: content }`. From the message `hang` on it answers nothing, so that whoever touches it waits for ever;
 * `resume` answers everything, what was waiting too. `waits` is answered once somebody waits.
 */
const mountPoint = process.argv[2] ?? '';
const files: [string, Buffer][] = [];
const waiting: Buffer[] = [];
let hanging = false;
let onWaiting = (): void => {};

const [ENOENT, ENOSYS] = [2, 38];
const CHANGED = 1_700_000_000n;

const device = await open('/dev/fuse', 'r+');

function reply(unique: bigint, body: Buffer | number): void {
  const error = typeof body === 'number' ? -body : 0;
  const data = typeof body === 'number' ? Buffer.alloc(0) : body;
  const header = Buffer.alloc(16);
  header.writeUInt32LE(16 + data.length, 0);
  header.writeInt32LE(error, 4);
  header.writeBigUInt64LE(unique, 8);
  try {
    writeSync(device.fd, Buffer.concat([header, data]));
  } catch {
    // Who asked has been killed and no longer waits for an answer.
  }
}

function attributes(node: bigint): Buffer {
  const content = files[Number(node) - 2]?.[1];
  const attr = Buffer.alloc(88);
  attr.writeBigUInt64LE(node, 0);
  attr.writeBigUInt64LE(BigInt(content?.length ?? 0), 8);
  for (const at of [24, 32, 40]) attr.writeBigUInt64LE(CHANGED, at);
  attr.writeUInt32LE(content === undefined ? 0o40755 : 0o100644, 60);
  attr.writeUInt32LE(1, 64);
  attr.writeUInt32LE(4096, 80);
  return attr;
}

function lookup(unique: bigint, name: string): void {
  const at = files.findIndex(([file]) => file === name);
  if (at < 0) return reply(unique, ENOENT);
  const node = BigInt(at + 2);
  const entry = Buffer.alloc(40);
  entry.writeBigUInt64LE(node, 0);
  reply(unique, Buffer.concat([entry, attributes(node)]));
}

function listing(offset: number): Buffer {
  const entries = files.slice(offset).map(([name], index) => {
    const entry = Buffer.alloc(24 + Math.ceil(name.length / 8) * 8);
    entry.writeBigUInt64LE(BigInt(offset + index + 2), 0);
    entry.writeBigUInt64LE(BigInt(offset + index + 1), 8);
    entry.writeUInt32LE(name.length, 16);
    entry.writeUInt32LE(8, 20);
    entry.write(name, 24);
    return entry;
  });
  return Buffer.concat(entries);
}

function answer(request: Buffer): void {
  const operation = request.readUInt32LE(4);
  const unique = request.readBigUInt64LE(8);
  const node = request.readBigUInt64LE(16);
  const body = request.subarray(40);
  switch (operation) {
    case 26: {
      const init = Buffer.alloc(64);
      init.writeUInt32LE(7, 0);
      init.writeUInt32LE(31, 4);
      init.writeUInt32LE(65_536, 20);
      return reply(unique, init);
    }
    case 1:
      return lookup(unique, body.subarray(0, body.indexOf(0)).toString());
    case 3:
      return reply(unique, Buffer.concat([Buffer.alloc(16), attributes(node)]));
    case 14:
    case 27:
      return reply(unique, Buffer.alloc(16));
    case 15: {
      const offset = Number(body.readBigUInt64LE(8));
      const content = files[Number(node) - 2]?.[1] ?? Buffer.alloc(0);
      return reply(unique, content.subarray(offset, offset + body.readUInt32LE(16)));
    }
    case 28:
      return reply(unique, listing(Number(body.readBigUInt64LE(8))));
    case 18:
    case 29:
      return reply(unique, Buffer.alloc(0));
    case 2:
    case 36:
    case 42:
      return undefined;
    default:
      return reply(unique, ENOSYS);
  }
}

function serve(): void {
  const buffer = Buffer.alloc(1 << 20);
  read(device.fd, buffer, 0, buffer.length, null, (error, length) => {
    // ENODEV: it has been unmounted.
    if (error?.code === 'ENODEV') process.exit(0);
    const request = Buffer.from(buffer.subarray(0, length));
    if (error === null && hanging && request.readUInt32LE(4) !== 26) {
      waiting.push(request);
      onWaiting();
    } else if (error === null) answer(request);
    serve();
  });
}

process.on('disconnect', () => process.exit(0));
process.on('message', (message: 'hang' | 'resume' | 'waits' | Record<string, string>) => {
  if (typeof message === 'object') {
    files.push(...Object.entries(message).map(([name, text]): [string, Buffer] => [name, Buffer.from(text)]));
    const options = 'fd=3,rootmode=40000,user_id=0,group_id=0,allow_other';
    const mount = spawnSync('mount', ['-i', '-n', '-t', 'fuse', '-o', options, 'tls-test', mountPoint], {
      stdio: ['ignore', 'ignore', 'inherit', device.fd],
    });
    serve();
    process.send?.(mount.status === 0 ? 'mounted' : 'failed');
    return;
  }
  if (message === 'waits') {
    onWaiting = () => {
      onWaiting = () => {};
      process.send?.('waits');
    };
    if (waiting.length > 0) onWaiting();
    return;
  }
  hanging = message === 'hang';
  if (!hanging) for (const request of waiting.splice(0)) answer(request);
  process.send?.(message);
});
