import { expect, it } from 'vitest';
import { withoutPrefix } from '../../src/http/prefix.ts';

it.each([
  ['/metrics', '', '/metrics'],
  ['/metrics', '/certs', '/metrics'],
  ['/certs/metrics', '/certs', '/metrics'],
  ['/certs', '/certs', '/'],
  ['/certs/', '/certs', '/'],
  ['/certs?q=a', '/certs', '/?q=a'],
  ['/certs/?q=/certs/', '/certs', '/?q=/certs/'],
  ['/certsmetrics', '/certs', '/certsmetrics'],
])('%s under %j is %s', (url, prefix, path) => {
  expect(withoutPrefix(url, prefix)).toBe(path);
});
