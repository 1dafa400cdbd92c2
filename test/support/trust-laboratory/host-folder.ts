import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mountedHost } from '../../../src/trust/audit/mounted-host.ts';
import type { HostFiles } from '../../../src/trust/host/host-files.ts';
import { Binaries } from '../../../src/trust/host/libraries.ts';
import type { Environment, Surroundings } from '../../../src/trust/runtimes/choice.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** What is at a path of a host: a file's content, where a link leads (`{ link }`), or `null` for a folder. */
export type HostContents = Readonly<Record<string, string | Uint8Array | { readonly link: string } | null>>;

/** A host's file system in a real folder of its own, gone when the test ends. */
export function hostFolder(contents: HostContents): HostFiles {
  const root = temporaryFolder();
  for (const [path, content] of Object.entries(contents)) {
    const file = join(root, path);
    mkdirSync(content === null ? file : dirname(file), { recursive: true });
    if (content === null) continue;
    if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(file, content);
    else symlinkSync(content.link, file);
  }
  return mountedHost(root);
}

/** The same as rules see it, with an environment. */
export function surroundings(contents: HostContents, environment: Environment = {}): Surroundings {
  const host = hostFolder(contents);
  return { host, binaries: new Binaries(host), environment };
}
