import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface FuseMount {
  /** From now on every call into it waits. */
  hang(): Promise<void>;
  /** Comes back once somebody waits: a request that is still on its way here ends with its process. */
  waits(): Promise<void>;
  /** Answers again, and answers what has been waiting. */
  resume(): Promise<void>;
}

/** Mounts a real FUSE file system with these files for one test. Needs root, /dev/fuse and mount(8). */
export async function mountFuse(point: string, files: Record<string, string>): Promise<FuseMount> {
  const server = fork(join(import.meta.dirname, 'fuse-server.ts'), [point], { execArgv: [] });
  const ended = once(server, 'exit');
  onTestFinished(async () => {
    // The end of its server ends every wait for it.
    server.kill('SIGKILL');
    await ended;
    spawnSync('umount', ['-l', '-i', point]);
  });
  const tell = async (message: string | object): Promise<unknown> => {
    server.send(message);
    const [answer] = await once(server, 'message');
    return answer;
  };
  if ((await tell(files)) !== 'mounted') throw new Error(`cannot mount a FUSE file system at ${point}`);
  return {
    hang: async () => void (await tell('hang')),
    waits: async () => void (await tell('waits')),
    resume: async () => void (await tell('resume')),
  };
}
