/** The first descriptor that systemd hands over; the others follow it (sd_listen_fds(3)). */
const FIRST = 3;

/**
 * The descriptors of the sockets that systemd listens on for this process, none where it was not started so. Variables
 * for another process (`LISTEN_PID`), such as the shell that started this one, are not for this one.
 */
export function inheritedSockets(
  environment: Readonly<Record<string, string | undefined>>,
  pid: number,
): number[] {
  const { LISTEN_PID: owner = '', LISTEN_FDS: count = '' } = environment;
  if (owner !== String(pid) || !/^[1-9]\d{0,2}$/.test(count)) return [];
  return Array.from({ length: Number(count) }, (_, index) => FIRST + index);
}
