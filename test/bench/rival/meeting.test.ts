import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BenchError } from '../../../bench/bench-error.ts';
import { meet, type Program } from '../../../bench/rival/meeting.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A server that shows one certificate more at each scrape, up to `all`, or ends at once. */
function program(all: number, behaviour: 'serves' | 'ends' = 'serves'): Program {
  const file = join(temporaryFolder(), 'server.mjs');
  writeFileSync(
    file,
    `import { createServer } from 'node:http';
     const [, , port] = process.argv;
     let count = 0;
     ${behaviour === 'ends' ? 'process.exit(3);' : ''}
     createServer((request, response) => {
       count = Math.min(count + 1, ${all});
       let body = '# HELP x_not_after End.\\nother 1\\n';
       for (let n = 0; n < count; n++) body += 'x_not_after{n="' + n + '"} 1\\n';
       response.end(body);
     }).listen(Number(port), '127.0.0.1');`,
  );
  const args = (port: number): string[] => [file, String(port)];
  return { name: 'slow', file: process.execPath, args, environment: {} };
}

describe('a program that shows its certificates by and by', () => {
  it('is scraped once it shows all of them', async () => {
    const meeting = await meet(program(5), 5);
    expect(meeting.series).toBe(6);
    expect(meeting.scrapePlain).toHaveLength(100);
    expect(meeting.scrapeGzip).toHaveLength(100);
    expect(meeting.inventory).toBeGreaterThan(0);
    expect(meeting.memory).toBeGreaterThan(1);
    expect(meeting.plainBytes).toBe(meeting.gzipBytes);
    expect(meeting.plainBytes).toBeGreaterThan(100);
  });
});

it('a program that ends is started again, and then given up by name', async () => {
  await expect(meet(program(1, 'ends'), 1)).rejects.toThrow(
    new BenchError('slow: it ended by itself, 3 times'),
  );
});
