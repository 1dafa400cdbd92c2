import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/**
 * A TCP port on which nobody listens, on no address, for a program that cannot be told to find one itself. Another
 * program may take it before that one does: whoever starts it has to see that it runs, and try again if not.
 */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
