import { createServer, type Socket } from 'node:net';

/** One thing that a scripted server does. */
export type Step = (socket: Socket, heard: Heard) => Promise<void>;

/** Sends all at once. */
export const say =
  (data: string | Uint8Array): Step =>
  (socket) =>
    new Promise((resolve) => socket.write(data, () => resolve()));

/** Sends one byte after the other, each in a segment of its own. */
export const drip =
  (data: string | Uint8Array): Step =>
  async (socket) => {
    for (const byte of Buffer.from(data as string)) {
      await new Promise<void>((resolve) => socket.write(Buffer.of(byte), () => resolve()));
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

/** Waits until the client has sent `text`, which is then taken as read. */
export const hear =
  (text: string | Uint8Array): Step =>
  (_socket, heard) =>
    heard.until(Buffer.from(text as string));

/** Closes in good order. */
export const hangUp: Step = (socket) => new Promise((resolve) => socket.end(() => resolve()));

/** Tears the connection down. */
export const reset: Step = async (socket) => {
  socket.resetAndDestroy();
};

/** What the client has sent. */
class Heard {
  all: Buffer = Buffer.alloc(0);
  #taken = 0;
  #wake: () => void = () => {};

  add(data: Buffer): void {
    this.all = Buffer.concat([this.all, data]);
    this.#wake();
  }

  async until(text: Buffer): Promise<void> {
    for (;;) {
      const at = this.all.indexOf(text, this.#taken);
      if (at !== -1) {
        this.#taken = at + text.length;
        return;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

export interface ScriptedServer extends AsyncDisposable {
  readonly port: number;
  /** Fulfilled when a client has been through all steps. The connection stays open and silent then. */
  readonly finished: Promise<void>;
  /** All that clients have sent. */
  heard(): Buffer;
}

/** Listens on a free port of the loopback interface and goes through `steps` with each client. */
export async function scriptedServer(steps: readonly Step[], host = '127.0.0.1'): Promise<ScriptedServer> {
  const sockets = new Set<Socket>();
  const heard = new Heard();
  let finish: () => void = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const play = async (socket: Socket): Promise<void> => {
    for (const step of steps) await step(socket, heard);
    finish();
  };
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('data', (data) => heard.add(data));
    // A client that goes away in the middle of the script is what many tests are about.
    socket.on('error', () => {});
    void play(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return {
    port: address.port,
    finished,
    heard: () => heard.all,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
