import { readFileSync } from 'node:fs';

/** One line of /proc/self/mountinfo (proc_pid_mountinfo(5)), as far as it matters for replacing files. */
export interface Mount {
  /** Where it is mounted. */
  readonly point: string;
  /** Which part of its file system is mounted there; `/` for all of it. */
  readonly root: string;
  readonly type: string;
}

const OCTAL = /\\([0-7]{3})/g;

/** The kernel's table of mounts; none where there is no such table. */
export function readMounts(text: string = tableText()): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const fields = line.split(' ');
    const [, , , root, point] = fields;
    const separator = fields.indexOf('-', 6);
    const type = fields[separator + 1];
    if (separator < 0 || root === undefined || point === undefined || type === undefined) return [];
    return [{ point: unescaped(point), root: unescaped(root), type }];
  });
}

/** The mount at exactly this path, the last one where several lie upon each other. */
export function mountAt(mounts: readonly Mount[], path: string): Mount | undefined {
  return mounts.findLast(({ point }) => point === path);
}

/** The mount that a path lies in. */
export function mountOf(mounts: readonly Mount[], path: string): Mount | undefined {
  const isAbove = ({ point }: Mount): boolean =>
    point === '/' || path === point || path.startsWith(`${point}/`);
  const [nearest] = mounts.filter(isAbove).toSorted((left, right) => right.point.length - left.point.length);
  return nearest && mountAt(mounts, nearest.point);
}

/** The bytes of a name are UTF-8 wherever a configuration can name it. */
function unescaped(text: string): string {
  const latin = text.replaceAll(OCTAL, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
  return Buffer.from(latin, 'latin1').toString('utf8');
}

function tableText(): string {
  try {
    return readFileSync('/proc/self/mountinfo', 'latin1');
  } catch {
    return '';
  }
}
