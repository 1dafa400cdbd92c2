import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { lookInChild } from '../../src/app/trust-child.ts';
import type { TrustLook } from '../../src/app/trust-once.ts';
import { resolveTrust } from '../../src/config/trust-settings.ts';
import type { ChildProgram } from '../../src/sources/asked-child.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { mountFuse } from '../support/fuse-mount.ts';
import { rootTree } from '../support/root-tree.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ENTRY: ChildProgram = { file: join(import.meta.dirname, '../support/trust-child-entry.ts'), args: [] };
const GOOD = createCertificate({ subject: 'Good Root', isAuthority: true }).pem;
const canMount = existsSync('/dev/fuse') && process.geteuid?.() === 0;
if (!canMount) console.warn('SKIPPED: tests of hanging mounts need root and /dev/fuse');
const never = new AbortController().signal;

function lookAt(): TrustLook {
  return {
    settings: resolveTrust(undefined),
    root: rootTree({ '/etc/ssl/cert.pem': GOOD }),
    environment: {},
  };
}

/** A program that does something else than it should. */
const program = (text: string): ChildProgram => ({ file: temporaryFile('program.mjs', text), args: [] });

describe('a look in a process of its own', () => {
  it('gives back the whole report', async () => {
    const report = await lookInChild(lookAt(), never, ENTRY);
    expect(report.bundles).toMatchObject([{ path: '/etc/ssl/cert.pem', anchors: 1, reference: undefined }]);
    expect(report.runtimes.find(({ runtime }) => runtime === 'go')).toMatchObject({
      anchors: 1,
      usable: true,
    });
    expect([...report.subjects.values()]).toContain('CN=Good Root');
  });

  it('is given up where it takes too long', async () => {
    const stuck = program('process.on("message", () => {}); setInterval(() => {}, 1000);');
    await expect(lookInChild(lookAt(), never, stuck, 300)).rejects.toThrow('gave up after 300 ms');
  });

  it.each([
    ['hangs', 'setInterval(() => {}, 1000)'],
    ['ends', 'setTimeout(() => process.exit(3), 50)'],
  ])('is without the processes where it %s after the rest', async (_, then) => {
    const held = program(
      `process.on('message', () => { process.send({ report: { lookedAt: 7 } }); ${then}; });`,
    );
    expect(await lookInChild(lookAt(), never, held, 6000)).toEqual({ lookedAt: 7 });
  });

  it('looks at processes too, and remembers what they read', async () => {
    const look = { ...lookAt(), root: undefined };
    const { processes } = await lookInChild(look, never, ENTRY);
    expect(processes?.looked.map(({ runtime }) => runtime)).toContain('node');
    expect(processes?.contents).toBeInstanceOf(Map);
  });

  it('says how a process ended that gives no answer', async () => {
    await expect(lookInChild(lookAt(), never, program('process.exit(3)'))).rejects.toThrow(
      'too early (exit status 3)',
    );
  });

  it.skipIf(!canMount)('is not begun while the one before it is stuck on a mount', async () => {
    const point = temporaryFolder();
    const mount = await mountFuse(point, { 'ca.pem': GOOD });
    await mount.hang();
    const file = JSON.stringify(join(point, 'ca.pem'));
    const reader = program(
      `import { readFileSync } from 'node:fs'; process.on('message', () => readFileSync(${file}));`,
    );
    const ending = new AbortController();
    const look = lookInChild(lookAt(), ending.signal, reader);
    await mount.waits();
    ending.abort(new Error('given up'));
    await expect(look).rejects.toThrow('given up');
    await expect(lookInChild(lookAt(), never, ENTRY)).rejects.toThrow('the look before this one is stuck');
    await mount.resume();
    await vi.waitFor(
      async () => expect((await lookInChild(lookAt(), never, ENTRY)).bundles).toHaveLength(1),
      {
        timeout: 60_000,
      },
    );
  });

  it('ends with the signal', async () => {
    const ending = new AbortController();
    const look = lookInChild(lookAt(), ending.signal, program('process.on("message", () => {});'));
    ending.abort(new Error('the end'));
    await expect(look).rejects.toThrow('the end');
    await expect(lookInChild(lookAt(), ending.signal, ENTRY)).rejects.toThrow('the end');
  });
});
