import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readContainerInSteps } from '../../src/formats/read-container.ts';
import type { Collection, Source } from '../../src/model/source.ts';
import { createFilesSource, type FilesSourceOptions } from '../../src/sources/files.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';

/** How a test has network mounts read: by a small program that does nothing else. */
export const READ_FILES_ENTRY = { file: join(import.meta.dirname, 'read-files-entry.ts'), args: [] };

/** What a source of one test is made with. Nothing is taken for a network mount but what the test says. */
export function testSource(reader: CertificateReader) {
  return {
    name: 'test',
    interval: 60,
    include: [],
    readContainer: (bytes: Buffer) => readContainerInSteps(bytes, reader),
    remote: { entry: READ_FILES_ENTRY, timeout: 20 },
    mountInfo: () => '',
  };
}

/** A source of real certificates for one test. */
export function filesSource(options: Partial<FilesSourceOptions>): Source {
  const source = createFilesSource({ ...testSource(new CertificateReader()), ...options });
  onTestFinished(async () => source.close?.());
  return source;
}

/** One collection of a source. */
export async function collectOnce(source: Source): Promise<Collection> {
  return source.collect(new AbortController().signal);
}

/** The paths at which certificates were found, sorted, each once. */
export function pathsOf({ certificates }: Collection): string[] {
  return [...new Set(certificates.map(({ location }) => location.path ?? ''))].sort();
}

/** What is wrong, as `reason path`, sorted. */
export function problemsOf({ problems }: Collection): string[] {
  return problems.map(({ reason, location }) => `${reason} ${location.path}`).sort();
}
