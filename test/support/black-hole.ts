import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

/** Listens with the shortest queue there is, and then does nothing for as long as it is let. */
const LISTENER = `
  const { createServer } = require('node:net');
  const { parentPort, workerData } = require('node:worker_threads');
  const server = createServer();
  server.listen({ port: 0, host: workerData.host, backlog: 1 }, () => {
    // It has not looked for connections yet, and does not from here on.
    parentPort.postMessage(server.address().port);
    Atomics.wait(workerData.gate, 0, 0);
    process.exit();
  });
`;

/** Linux takes one more connection than the queue is long. */
const QUEUE = 2;

export interface BlackHole extends AsyncDisposable {
  readonly port: number;
}

/**
 * An address and port where connections are neither accepted nor refused, as behind a firewall that drops packets: the
 * queue of a listener that accepts nobody is filled, and Linux drops what comes then.
 */
export async function blackHole(host = '127.0.0.1'): Promise<BlackHole> {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(LISTENER, { eval: true, workerData: { host, gate } });
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  const fillers: Socket[] = [];
  for (let count = 0; count < QUEUE; count++) {
    const filler = connect(port, host);
    filler.on('error', () => {});
    fillers.push(filler);
    await new Promise((resolve) => filler.once('connect', resolve));
  }
  return {
    port,
    async [Symbol.asyncDispose]() {
      Atomics.store(gate, 0, 1);
      Atomics.notify(gate, 0);
      for (const filler of fillers) filler.destroy();
      await new Promise((resolve) => worker.once('exit', resolve));
    },
  };
}
