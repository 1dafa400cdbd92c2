import { ApiError } from '../api-error.ts';
import type { Access } from '../credentials/access.ts';

const TIMEOUTS = new Set(['ETIMEDOUT', 'ESOCKETTIMEDOUT']);

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it closed the connection',
  ERR_STREAM_PREMATURE_CLOSE: 'it closed the connection',
  EPIPE: 'it closed the connection',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name cannot be looked up now',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  ETIMEDOUT: 'it does not answer',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not yet valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for other names; tls-server-name says which is meant',
  Z_DATA_ERROR: 'its compressed answer is broken',
  Z_BUF_ERROR: 'its compressed answer is broken',
  ERR_PROXY_TUNNEL: 'the proxy opens no tunnel to it',
};

/** Codes by which OpenSSL says that an authority is not known. */
const UNKNOWN_AUTHORITY = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_SIGNATURE_FAILURE',
]);

/** Whether a connection was refused for what its TLS was made with, which may have been replaced since. */
export function isTlsRefusal({ code = '' }: NodeJS.ErrnoException): boolean {
  return UNKNOWN_AUTHORITY.has(code) || code.startsWith('CERT_') || /^ERR_(SSL|TLS)_/.test(code);
}

/** What a failed connection means for people. */
export function connectionProblem(error: NodeJS.ErrnoException, { server, proxy }: Access): ApiError {
  // One that was tried at several addresses is an AggregateError, whose parts say more.
  const [part] = error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : [error];
  const code = error.code ?? part?.code ?? '';
  const words = UNKNOWN_AUTHORITY.has(code)
    ? 'its certificate is by an authority that is not the configured one'
    : (WORDS[code] ?? (part?.message || 'the connection failed'));
  // Nothing tells which of the two it was.
  const other =
    proxy?.startsWith('https:') && isTlsRefusal(error)
      ? '; or the certificate of the proxy is meant, which the roots of Node.js have to know'
      : '';
  const shown = code === '' ? '' : ` (${code})`;
  return new ApiError(
    TIMEOUTS.has(code) ? 'timeout' : 'api_error',
    `Cannot ask the API server ${server}: ${words}${other}${shown}.`,
    { cause: error },
  );
}
