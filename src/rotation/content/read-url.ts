import { hash } from 'node:crypto';
import type { RotationOrigin } from '../../model/rotation.ts';
import type { ContentCertificate, ContentRefusal } from './content.ts';
import { isSignedBy, readSigningKey } from './detached-signature.ts';
import { type DownloadOptions, download } from './download.ts';
import { contentOf, parseCertificates } from './parse-content.ts';
import { readRegularFile, shown } from './regular-file.ts';
import { shownUrl } from './shown-url.ts';

type UrlOrigin = Extract<RotationOrigin, { type: 'url' }>;

/** A signature has a few hundred bytes, a public key less. */
const MOST_SIGNATURE_BYTES = 16 * 1024;
const MOST_CA_BYTES = 16 * 1024 * 1024;

/**
 * Downloads content and makes sure that it is the one that was meant, before a byte of it is parsed. TLS says who
 * sent it; the hash or the signature says what it is.
 * @throws FileFault, and the reason of the signal
 */
export async function readUrl(
  origin: UrlOrigin,
  options: Omit<DownloadOptions, 'ca'>,
): Promise<readonly ContentCertificate[] | ContentRefusal> {
  const url = new URL(origin.url);
  const name = shownUrl(url);
  const { signal } = options;
  if (url.protocol !== 'https:') return { refused: `${name} is not https` };
  if (origin.sha256 === undefined && origin.signature === undefined)
    return { refused: `${name} has neither a SHA-256 nor a signature to be held against` };
  const ca = origin.caFile === undefined ? undefined : await readAuthorities(origin.caFile, signal);
  if (typeof ca === 'object') return ca;
  const body = await download(url, { ...options, ca });
  if ('refused' in body) return body;
  const sha256 = hash('sha256', body, 'hex');
  if (origin.sha256 !== undefined && origin.sha256 !== sha256)
    return { refused: `${name} is not what was pinned: its SHA-256 is ${sha256}, expected ${origin.sha256}` };
  const fault = origin.signature && (await signatureFault(body, origin.signature, { ...options, ca }));
  if (fault !== undefined) return { refused: `${name} ${fault}` };
  const found = parseCertificates(body);
  return 'refused' in found ? { refused: `${name} ${found.refused}` } : found;
}

/** Why a body is not taken for signed, as the rest of a sentence. */
async function signatureFault(
  body: Buffer,
  { url, publicKeyFile }: NonNullable<UrlOrigin['signature']>,
  options: DownloadOptions,
): Promise<string | undefined> {
  const { bytes } = await readRegularFile(publicKeyFile, MOST_SIGNATURE_BYTES, options.signal);
  const key = readSigningKey(bytes);
  if (typeof key === 'string') return `cannot be verified: ${shown(publicKeyFile)} ${key}`;
  const from = new URL(url);
  if (from.protocol !== 'https:') return `cannot be verified: ${shownUrl(from)} is not https`;
  const signature = await download(from, { ...options, maxBytes: MOST_SIGNATURE_BYTES });
  if ('refused' in signature) return `cannot be verified: ${signature.refused}`;
  return isSignedBy(body, signature, key)
    ? undefined
    : `is not signed by the key in ${shown(publicKeyFile)}: the signature at ${shownUrl(from)} does not fit`;
}

/** Certificates alone are handed on, whatever else the file holds. */
async function readAuthorities(path: string, signal: AbortSignal): Promise<string | ContentRefusal> {
  const { bytes } = await readRegularFile(path, MOST_CA_BYTES, signal);
  const found = parseCertificates(bytes);
  return 'refused' in found
    ? { refused: `${shown(path)} ${found.refused}` }
    : contentOf(found).bytes.toString();
}
