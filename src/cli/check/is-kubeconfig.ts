import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes of the beginning that are looked at: what kubectl writes begins with its kind or its clusters. */
const BEGINNING = 64 * 1024;

/** `kind: Config` at the outermost level, in YAML or JSON. */
const KIND = /(?:^|[{,]\s*)(["']?)kind\1\s*:\s*(["']?)Config\2\s*(?:[,}#]|$)/m;
/** Without a kind, which client-go does not ask for: a list that only kubeconfigs begin with, or nothing of it yet. */
const LISTS = /^(?:clusters|users|contexts):\s*(?:\[\s*\]\s*)?$/gm;

/**
 * Whether a file is a kubeconfig, as far as its beginning tells; whoever reads it finds out what is wrong with it.
 * False for what is no regular file or cannot be read: that is told by those who read it.
 */
export function isKubeconfig(path: string): boolean {
  let file: number;
  try {
    // A FIFO without a writer would hold up whoever opens it.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return false;
  }
  try {
    if (!fstatSync(file).isFile()) return false;
    const bytes = Buffer.alloc(BEGINNING);
    const text = bytes.toString('latin1', 0, readSync(file, bytes));
    return KIND.test(text) || new Set(text.match(LISTS)?.map((line) => line.split(':')[0])).size > 1;
  } catch {
    return false;
  } finally {
    closeSync(file);
  }
}
