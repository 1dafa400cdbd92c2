import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { followScripted } from '../../support/kubernetes/following.ts';

/** What the kernel of Linux counts down to for a connection, in /proc/net/tcp: 2 is the probe of an idle one. */
const IDLE_PROBE = 2;

/** Which timer each connection to a port has, and in how many seconds it is due. */
function timers(port: number): { timer: number; seconds: number }[] {
  const remote = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , address]) => address === remote)
    .map((fields) => (fields[5] ?? '').split(':').map((digits) => Number.parseInt(digits, 16)))
    .map(([timer = 0, hundredths = 0]) => ({ timer, seconds: hundredths / 100 }));
}

function notLinux(): boolean {
  if (process.platform === 'linux') return false;
  process.stderr.write(
    '\nSKIPPED: what the kernel does with a silent connection is seen on Linux alone.\n\n',
  );
  return true;
}

it.skipIf(notLinux())('asks for a sign of life on a connection on which nothing comes', async () => {
  const { server, clock } = await followScripted();
  (await server.next()).list([]);
  (await server.next()).open();
  await clock.wanted(510_000);
  // Of the thirty seconds some may be over.
  await expect
    .poll(() => timers(server.port).filter(({ seconds }) => seconds > 2 && seconds <= 30), {
      timeout: 20_000,
    })
    .toMatchObject([{ timer: IDLE_PROBE }]);
});
