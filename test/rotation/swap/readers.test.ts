import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createCertificate } from '../../support/certificate-factory.ts';
import { programMissing } from '../../support/programs.ts';
import { swapped } from '../../support/rotation/opened.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Thousands, as a host sees them in many years. */
const ROTATIONS = 2000;

/** All of them end as well when the process of the test has, the first argument after the bundle. */
const SHELL = `printf 'reading\\n'
while [ ! -e "$1.stop" ] && kill -0 "$2"; do openssl storeutl -noout -certs "$1" 2>&1 | tail -1; done | sort | uniq -c`;

const PYTHON = `import collections, json, os, ssl, sys
seen = collections.Counter()
print('reading', flush=True)
while os.getppid() == int(sys.argv[2]) and not os.path.exists(sys.argv[1] + '.stop'):
    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(cafile=sys.argv[1])
        seen[str(context.cert_store_stats()['x509_ca'])] += 1
    except Exception as error:
        seen[repr(error)] += 1
print(json.dumps(seen))`;

interface Reader {
  readonly child: ChildProcess;
  /** What it has printed, once it has been told to end. */
  readonly printed: Promise<string>;
}

/** Starts a reader that takes the time that rotations leave over; resolves when it reads. */
async function reader(program: string, args: readonly string[]): Promise<Reader> {
  const child = spawn('nice', ['-n', '19', program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const pieces: Buffer[] = [];
  const ended = once(child, 'close').then(() => Buffer.concat(pieces).toString().replace('reading\n', ''));
  await once(child.stdout, 'data');
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  return { child, printed: ended };
}

it.skipIf(programMissing('openssl') || programMissing('python3'))(
  'readers of many kinds see all of one bundle or all of the other, through thousands of rotations',
  { timeout: 600_000 },
  async () => {
    const folder = temporaryFolder();
    const place = { folder, target: join(folder, 'bundle.pem'), directory: `${temporaryFolder()}/rotation` };
    const certificates = Array.from({ length: 40 }, (_, index) =>
      createCertificate({ subject: `Root ${index}`, isAuthority: true }),
    );
    const bundles = [25, 40].map((count) =>
      certificates
        .slice(0, count)
        .map(({ pem }) => pem)
        .join(''),
    );
    const [small = '', large = ''] = bundles;
    writeFileSync(place.target, small);
    const node = await reader(process.execPath, [
      join(import.meta.dirname, '../../support/rotation/reader-entry.ts'),
      place.target,
    ]);
    const openssl = await reader('sh', ['-c', SHELL, 'sh', place.target, String(process.pid)]);
    const python = await reader('python3', ['-c', PYTHON, place.target, String(process.pid)]);

    for (let count = 0; count < ROTATIONS; count += 1) {
      const swap = await swapped(place, count % 2 === 0 ? large : small);
      // Every tenth is put back, which readers must see as little of.
      if (count % 10 === 9) {
        await swap.restore();
        await swap.done();
        await (await swapped(place, small)).done();
      } else await swap.done();
      await new Promise(setImmediate);
    }

    node.child.stdin?.end();
    writeFileSync(`${place.target}.stop`, '');
    const hashes = bundles.map((text) => createHash('sha256').update(text).digest('hex'));
    const seen = JSON.parse(await node.printed) as Record<string, number>;
    expect(Object.keys(seen).toSorted()).toEqual([`25 ${hashes[0]}`, `40 ${hashes[1]}`]);
    const bySsl = JSON.parse(await python.printed) as Record<string, number>;
    expect(Object.keys(bySsl).toSorted()).toEqual(['25', '40']);
    const byOpenssl = (await openssl.printed)
      .trim()
      .split('\n')
      .map((line) => line.trim().replace(/^\d+ /, ''));
    expect(byOpenssl.toSorted()).toEqual(['Total found: 25', 'Total found: 40']);
    for (const counts of [seen, bySsl]) expect(Math.min(...Object.values(counts))).toBeGreaterThan(20);
    expect(readdirSync(folder).toSorted()).toEqual(['bundle.pem', 'bundle.pem.stop']);
  },
);
