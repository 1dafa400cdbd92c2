import { expect, it } from 'vitest';
import type { Access } from '../../../src/kubernetes/credentials/access.ts';
import { connectionProblem, isTlsRefusal } from '../../../src/kubernetes/transport/connection-problem.ts';

const access: Access = {
  server: 'https://c:6443',
  headers: {},
  tls: { ca: undefined, identity: undefined, serverName: undefined, insecure: false },
  proxy: 'http://u:hunter2@proxy:3128',
  compression: false,
  origin: {},
};
const coded = (code: string, message = ''): NodeJS.ErrnoException =>
  Object.assign(new Error(message), { code });

it.each([
  ['ECONNREFUSED', 'api_error', 'nothing listens there'],
  ['ENOTFOUND', 'api_error', 'its name is not known'],
  ['ETIMEDOUT', 'timeout', 'it does not answer'],
  ['CERT_HAS_EXPIRED', 'api_error', 'its certificate has expired'],
  [
    'SELF_SIGNED_CERT_IN_CHAIN',
    'api_error',
    'its certificate is by an authority that is not the configured one',
  ],
  ['ERR_PROXY_TUNNEL', 'api_error', 'the proxy opens no tunnel to it'],
])('says %s in words', (code, reason, words) => {
  const problem = connectionProblem(coded(code, 'http://u:hunter2@proxy:3128'), access);
  expect(problem).toMatchObject({
    reason,
    message: `Cannot ask the API server https://c:6443: ${words} (${code}).`,
  });
});

it('says what it has no words for as it was said', () => {
  expect(connectionProblem(coded('EPROTO', 'wrong version number'), access).message).toBe(
    'Cannot ask the API server https://c:6443: wrong version number (EPROTO).',
  );
  expect(connectionProblem(new Error(''), access).message).toBe(
    'Cannot ask the API server https://c:6443: the connection failed.',
  );
});

it('looks into an error of several addresses', () => {
  const error = Object.assign(new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]), {
    code: 'ECONNREFUSED',
  });
  expect(connectionProblem(error, access).message).toContain('nothing listens there');
  expect(connectionProblem(new AggregateError([coded('EHOSTUNREACH')]), access).message).toContain(
    'there is no way to it (EHOSTUNREACH)',
  );
});

it.each([
  ['ECONNRESET', false],
  ['CERT_HAS_EXPIRED', true],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', true],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', true],
])('knows whether %s may be mended by other certificates: %s', (code, expected) => {
  expect(isTlsRefusal(coded(code))).toBe(expected);
});
