/** How many digits of a container's name people see. */
const CONTAINER_DIGITS = 12;

/**
 * What has to be restarted to restart a process: its container (`0123456789ab`), else its systemd unit
 * (`nginx.service`); empty where there is neither.
 *
 * @param cgroup `/proc/PID/cgroup` (cgroups(7)), of version 1 or 2.
 */
export function unitOf(cgroup: string): string {
  const paths = cgroup.split('\n').map((line) => line.split(':').slice(2).join(':'));
  for (const path of paths) {
    const container = /(?:^|[/-])([0-9a-f]{64})(?:\.scope)?(?:\/|$)/.exec(path)?.[1];
    if (container !== undefined) return container.slice(0, CONTAINER_DIGITS);
  }
  for (const path of paths) {
    const unit = path
      .split('/')
      .filter((part) => /\.(?:service|scope)$/.test(part))
      .at(-1);
    if (unit !== undefined) return unit;
  }
  return '';
}
