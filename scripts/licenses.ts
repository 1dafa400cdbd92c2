import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the package that a bundled file belongs to, the innermost one. */
const PACKAGE_FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;

/**
 * The licence texts of the packages that `inputs` (paths relative to `root`) belong to, as one text. Most licences
 * ask that their text goes wherever the code goes, and a bundle leaves the packages' own files behind.
 */
export function licensesOf(root: string, inputs: readonly string[]): string {
  const folders = new Set(
    inputs.map((input) => PACKAGE_FOLDER.exec(input)?.[0]).filter((it) => it !== undefined),
  );
  return [...folders]
    .sort()
    .map((folder) => licenseOf(join(root, folder)))
    .join('\n');
}

function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return [`${name} ${version} (${license ?? 'see below'})`, '', ...texts, ''].join('\n');
}
