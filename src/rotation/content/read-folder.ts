import { readdir } from 'node:fs/promises';
import type { ContentCertificate, ContentRefusal } from './content.ts';
import { parseCertificates } from './parse-content.ts';
import { FileFault, type FileRead, faultOf, fileState, readRegularFile, shown } from './regular-file.ts';
import { type ReadState, stableRead } from './stable-read.ts';

/** More than any folder of anchors has. */
const MOST_FILES = 4096;
const ANCHOR_NAME = /\.(?:crt|pem)$/;
const DOT = 0x2e;

/**
 * The certificates of every `.crt` and `.pem` file in a folder, in bytewise order of their names. One file that is
 * not as it should be refuses the whole: to leave it out would be to lose a root without a word. Names that begin
 * with a dot are not looked at: editors keep their copies there, and Kubernetes the past of a volume.
 * @param maxBytes of all files together
 * @throws FileFault, and the reason of the signal
 */
export async function readFolder(
  folder: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<readonly ContentCertificate[] | ContentRefusal> {
  const look = async (): Promise<string> => {
    const paths = await anchorPaths(folder);
    return stateOfAll(paths, await Promise.all(paths.map((path) => fileState(path))));
  };
  const read = async (): Promise<ReadState<[Buffer, Buffer][]>> => {
    const paths = await anchorPaths(folder);
    const files: FileRead[] = [];
    let left = maxBytes;
    for (const path of paths) {
      const file = await readRegularFile(path, maxBytes, signal);
      left -= file.bytes.length;
      if (left < 0)
        throw new FileFault(`the files of ${shown(folder)} have more than ${maxBytes} bytes together`);
      files.push(file);
    }
    const state = stateOfAll(
      paths,
      files.map((file) => file.state),
    );
    return { result: paths.map((path, index) => [path, files[index]?.bytes ?? Buffer.alloc(0)]), state };
  };
  const stable = await stableRead(look, read, signal);
  if (stable === undefined)
    return { refused: `${shown(folder)} changes while it is read: it is being written to` };
  const certificates: ContentCertificate[] = [];
  for (const [path, bytes] of stable.result) {
    const found = parseCertificates(bytes);
    if ('refused' in found) return { refused: `${shown(path)} ${found.refused}` };
    certificates.push(...found);
  }
  return certificates.length === 0
    ? { refused: `${shown(folder)} holds no .crt or .pem file` }
    : certificates;
}

function stateOfAll(paths: readonly Buffer[], states: readonly string[]): string {
  return JSON.stringify(paths.map((path, index) => [path.toString('latin1'), states[index]]));
}

async function anchorPaths(folder: string): Promise<Buffer[]> {
  let names: Buffer[];
  try {
    names = await readdir(Buffer.from(folder), { encoding: 'buffer' });
  } catch (error) {
    throw faultOf(folder, error);
  }
  const wanted = names.filter((name) => name[0] !== DOT && ANCHOR_NAME.test(name.toString('latin1')));
  if (wanted.length > MOST_FILES) throw new FileFault(`${shown(folder)} holds more than ${MOST_FILES} files`);
  return wanted
    .sort((left, right) => left.compare(right))
    .map((name) => Buffer.concat([Buffer.from(`${folder}/`), name]));
}
