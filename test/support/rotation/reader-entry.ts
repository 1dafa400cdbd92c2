import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Reads and parses a bundle again and again until its input ends, and says how often it saw what. */
const [path = ''] = process.argv.slice(2);
const seen: Record<string, number> = {};
const over = new AbortController();
process.stdin.once('end', () => over.abort()).resume();
process.stdout.write('reading\n');
while (!over.signal.aborted) {
  const what = look();
  seen[what] = (seen[what] ?? 0) + 1;
  await new Promise(setImmediate);
}
process.stdout.write(JSON.stringify(seen));

function look(): string {
  try {
    const text = readFileSync(path, 'latin1');
    const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----\n/g) ?? [];
    const parsed = blocks.map((block) => new X509Certificate(block));
    return `${parsed.length} ${createHash('sha256').update(text).digest('hex')}`;
  } catch (error) {
    return String(error);
  }
}
