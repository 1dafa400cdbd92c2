import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { it, vi } from 'vitest';
import type { Collection } from '../../src/model/source.ts';
import { createFilesSource } from '../../src/sources/files.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import fc from '../support/fast-check.ts';
import { collectOnce, testSource } from '../support/files-source.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// Every run makes and reads a few dozen files; nothing depends on how fast.
vi.setConfig({ testTimeout: 120_000 });

const [first, second] = [createCertificate({ subject: 'a' }), createCertificate({ subject: 'b' })] as const;
const CONTENTS = [first.pem, second.pem, second.der, '', first.pem.slice(0, 90), first.pem + second.pem];

const FOLDERS = ['', 'a/', 'a/deep/', 'c/'];
const NAMES = ['1.crt', '2.crt', '3.pem', '..data', 'd0c2ca5d.0'];
const path = fc
  .tuple(fc.constantFrom(...FOLDERS), fc.constantFrom(...NAMES))
  .map(([folder, name]) => folder + name);
const content = fc.constantFrom(...CONTENTS);
const place = fc.constantFrom(...FOLDERS.slice(1));

/** What may happen to files between two collections, and in one. Whatever cannot be done is left. */
const change = fc.oneof(
  fc.record({ kind: fc.constant('write'), path, content }),
  fc.record({ kind: fc.constant('renew'), path, content }),
  fc.record({ kind: fc.constant('cut'), path }),
  fc.record({ kind: fc.constant('remove'), path: fc.oneof(path, place) }),
  fc.record({ kind: fc.constant('link'), path, to: fc.oneof(path, place) }),
  fc.record({ kind: fc.constant('name'), path, to: path }),
  fc.record({ kind: fc.constant('move'), path: fc.oneof(path, place), to: fc.oneof(path, place) }),
);

type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

function apply(root: string, what: Change): void {
  const at = (name: string): string => join(root, name);
  try {
    mkdirSync(dirname(at(what.path)), { recursive: true });
    switch (what.kind) {
      case 'write':
        writeFileSync(at(what.path), 'content' in what ? what.content : '');
        break;
      case 'renew':
        writeFileSync(at('new'), 'content' in what ? what.content : '');
        renameSync(at('new'), at(what.path));
        break;
      case 'cut':
        truncateSync(at(what.path), 100);
        break;
      case 'remove':
        rmSync(at(what.path), { recursive: true });
        break;
      case 'link':
        symlinkSync(relative(dirname(what.path), 'to' in what ? what.to : ''), at(what.path));
        break;
      case 'name':
        linkSync(at('to' in what ? what.to : ''), at(what.path));
        break;
      default:
        renameSync(at(what.path), at('to' in what ? what.to : ''));
    }
  } catch {
    // There is nothing by that name, or something is in the way.
  }
}

/** Returns once the clock of the file system has moved on, so that whatever changes from now on has another time. */
function awaitTick(probe: string): void {
  writeFileSync(probe, '');
  const before = statSync(probe, { bigint: true }).ctimeNs;
  do utimesSync(probe, 1, 1);
  while (statSync(probe, { bigint: true }).ctimeNs === before);
}

function said({ certificates, problems, complete }: Collection): unknown {
  const found = certificates.map(
    ({ location, certificate }) => `${location.path} ${certificate.fingerprintSha256}`,
  );
  const wrong = problems.map(({ location, reason, detail }) => `${location.path} ${reason} ${detail}`);
  return { found: found.toSorted(), wrong: wrong.toSorted(), complete };
}

it.each(['as the kernel follows links', 'below another root'])(
  'what was collected before makes no difference, %s',
  async (how) => {
    const base = temporaryFolder();
    const histories = fc.array(fc.array(change, { maxLength: 6 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const root = mkdtempSync(join(base, 'run-'));
        const isBelow = how === 'below another root';
        const prefix = isBelow ? '' : root;
        const reader = new CertificateReader();
        const make = () =>
          createFilesSource({
            ...testSource(reader),
            include: [`${prefix}/**/*.crt`, `${prefix}/a/*`, `${prefix}/c/..data`],
            paths: [`${prefix}/c/3.pem`],
            directories: [`${prefix}/a/deep`],
            exclude: [`${prefix}/**/2.crt`],
            ...(isBelow ? { root } : {}),
            // Everything counts as old, so that all is kept that ever is.
            now: () => Date.now() + 60_000,
          });
        const source = make();
        for (const changes of history) {
          for (const each of changes) apply(root, each);
          awaitTick(join(base, 'probe'));
          await collectOnce(source);
          awaitTick(join(base, 'probe'));
        }
        const fresh = make();
        const [kept, anew] = [said(await collectOnce(source)), said(await collectOnce(fresh))];
        await Promise.all([source.close?.(), fresh.close?.()]);
        rmSync(root, { recursive: true, force: true });
        if (JSON.stringify(kept) !== JSON.stringify(anew)) {
          throw new Error(`${JSON.stringify(kept, null, 1)}\nis not\n${JSON.stringify(anew, null, 1)}`);
        }
      }),
    );
  },
);
