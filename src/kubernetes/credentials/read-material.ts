import { readFileSync } from 'node:fs';
import { ApiError } from '../api-error.ts';

/** Something that stands in the configuration itself, or in a file that may rotate. */
export type Material = { readonly data: Buffer } | { readonly path: string };

/**
 * What it is now.
 * @param what for people: `the token`
 * @throws ApiError where the file cannot be read
 */
export function readMaterial(material: Material, what: string): Buffer {
  if ('data' in material) return material.data;
  try {
    return readFileSync(material.path);
  } catch (cause) {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    throw new ApiError('api_error', `Cannot read ${what} for the API server, ${material.path}: ${code}.`, {
      cause,
    });
  }
}

/**
 * A bearer token as it goes into a header, without the newline that a file ends with.
 * @throws ApiError where it is empty, or has characters that no header can have
 */
export function readToken(material: Material): string {
  const token = readMaterial(material, 'the token').toString('latin1').trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  const where = 'path' in material ? ` in ${material.path}` : '';
  throw new ApiError(
    'api_error',
    `The token for the API server${where} is ${token === '' ? 'empty' : 'no token'}.`,
  );
}
