import { expect, it } from 'vitest';
import { negotiateCoding, negotiateFormat } from '../../src/http/negotiate.ts';

const TEXT = 'text/plain; version=0.0.4; charset=utf-8';
const OPENMETRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/** What Prometheus 3 and 2 send. */
const PROMETHEUS_3 =
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2';
const PROMETHEUS_2 =
  'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';

it.each([
  [undefined, TEXT],
  ['', TEXT],
  ['*/*', TEXT],
  ['text/*', TEXT],
  ['text/plain', TEXT],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', TEXT],
  ['application/json', TEXT],
  ['application/openmetrics-text; version=1.0.0', OPENMETRICS],
  ['application/openmetrics-text; version="1.0.0"', OPENMETRICS],
  ['application/openmetrics-text', OPENMETRICS.replace('1.0.0', '0.0.1')],
  ['application/openmetrics-text; version=0.0.1', OPENMETRICS.replace('1.0.0', '0.0.1')],
  ['application/openmetrics-text; version=2.0.0', TEXT],
  ['application/openmetrics-text;version=1.0.0;q=0', TEXT],
  ['application/openmetrics-text;version=1.0.0;q=0.3,text/plain;q=0.4', TEXT],
  ['text/plain;q=0.3,application/openmetrics-text;version=1.0.0;q=0.4', OPENMETRICS],
  ['text/plain;version=0.0.4,application/openmetrics-text;version=1.0.0', TEXT],
  [
    'text/plain;version=1.0.0;escaping=allow-utf-8;q=0.9,application/openmetrics-text;version=1.0.0;q=0.1',
    OPENMETRICS,
  ],
  ['application/openmetrics-text;version=1.0.0;escaping=underscores', `${OPENMETRICS}; escaping=underscores`],
  ['application/openmetrics-text;version=1.0.0;escaping=dots', OPENMETRICS],
  ['application/openmetrics-text;version=1.0.0;escaping=x\r\ny', OPENMETRICS],
  [PROMETHEUS_3, `${OPENMETRICS}; escaping=allow-utf-8`],
  [PROMETHEUS_2, OPENMETRICS],
])('answers Accept: %s with %s', (accept, contentType) => {
  const chosen = negotiateFormat(accept);
  expect(chosen.contentType).toBe(contentType);
  expect(chosen.format).toBe(contentType === TEXT ? 'text' : 'openmetrics');
});

it.each([
  [undefined, 'identity'],
  ['', 'identity'],
  ['gzip', 'gzip'],
  ['GZIP', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate, gzip, br', 'gzip'],
  ['*', 'gzip'],
  ['deflate, br', 'identity'],
  ['gzip;q=0', 'identity'],
  ['gzip;q=0, *;q=1', 'identity'],
  ['*;q=0', 'identity'],
  ['gzip;q=0.5, identity', 'identity'],
  ['gzip;q=0.5, identity;q=0.1', 'gzip'],
])('answers Accept-Encoding: %s with %s', (acceptEncoding, coding) => {
  expect(negotiateCoding(acceptEncoding)).toBe(coding);
});
