import type { ContentCertificate } from '../content/content.ts';
import { parseCertificates } from '../content/parse-content.ts';
import { FileFault, readRegularFile, shown } from '../content/regular-file.ts';
import type { Anchors } from './anchor-rules.ts';
import type { VerifyChain } from './verify-chain.ts';

/** A chain has a few kilobytes. */
const MOST_BYTES = 1024 * 1024;
/** Milliseconds for the file alone. */
const READ_TIMEOUT = 10_000;

/** Why stored chains do not verify against the new anchors: a sentence for each that does not. */
export async function canaryFaults(
  paths: readonly string[],
  anchors: Anchors,
  verifyChain: VerifyChain,
): Promise<string[]> {
  const faults = await Promise.all(paths.map((path) => canaryFault(path, anchors, verifyChain)));
  return faults.filter((fault) => fault !== undefined);
}

async function canaryFault(
  path: string,
  { before, after, now }: Anchors,
  verifyChain: VerifyChain,
): Promise<string | undefined> {
  const chain = await readChain(path);
  if (typeof chain === 'string') return `the canary ${chain}`;
  const verify = (anchors: readonly ContentCertificate[]): string | undefined =>
    verifyChain({ chain: encodings(chain), anchors: encodings(anchors), now });
  const why = verify(after)?.replace(/\.$/, '');
  if (why === undefined) return undefined;
  const said = `the canary ${shown(path)}`;
  if (before.length === 0) return `${said} does not verify: ${why}`;
  return verify(before) === undefined
    ? `${said}, which verifies against what is there now, no longer would: ${why}`
    : `${said} does not verify, and does not against what is there now either: ${why}; store a chain that is in use`;
}

async function readChain(path: string): Promise<readonly ContentCertificate[] | string> {
  try {
    const { bytes } = await readRegularFile(path, MOST_BYTES, AbortSignal.timeout(READ_TIMEOUT));
    const chain = parseCertificates(bytes);
    return 'refused' in chain ? `${shown(path)} ${chain.refused}` : chain;
  } catch (error) {
    if (error instanceof FileFault) return error.message;
    if ((error as Error).name === 'TimeoutError') return `${shown(path)} could not be read in time`;
    throw error;
  }
}

function encodings(certificates: readonly ContentCertificate[]): Buffer[] {
  return certificates.map(({ der }) => der);
}
