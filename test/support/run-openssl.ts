import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Stands for the file that holds the input among the arguments. */
export const INPUT_FILE = '@input';

/**
 * What `openssl` with these arguments makes of an input, which it gets as its standard input, or as a file where an
 * argument is `INPUT_FILE`. Throws where it fails.
 */
export function openssl(args: readonly string[], input: string | Uint8Array = ''): Buffer {
  if (!args.includes(INPUT_FILE)) {
    return execFileSync('openssl', args, { input, stdio: ['pipe', 'pipe', 'pipe'] });
  }
  const folder = mkdtempSync(join(tmpdir(), 'tls-cert-exporter-'));
  try {
    const file = join(folder, 'input');
    writeFileSync(file, input);
    const named = args.map((argument) => (argument === INPUT_FILE ? file : argument));
    return execFileSync('openssl', named, { stdio: ['ignore', 'pipe', 'pipe'] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
