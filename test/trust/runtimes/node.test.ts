import { expect, it } from 'vitest';
import { node } from '../../../src/trust/runtimes/node.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

const PROGRAM = '/root/.nvm/versions/node/v24.0.0/bin/node';
/** What it has among its bytes. */
const TEXTS = '\0--use-system-ca\0NODE_USE_SYSTEM_CA\0';

it.each([
  [{ SSL_CERT_FILE: '/f' }, 'built_in', [], PROGRAM],
  [{ NODE_EXTRA_CA_CERTS: '/e' }, 'built_in+node_extra_ca_certs', ['/e'], PROGRAM],
  [
    { NODE_OPTIONS: '--use-system-ca' },
    'built_in+use_system_ca',
    ['/etc/ssl/cert.pem', '/etc/ssl/certs'],
    PROGRAM,
  ],
  [
    { NODE_USE_SYSTEM_CA: '1', SSL_CERT_DIR: '/d' },
    'built_in+use_system_ca',
    ['/etc/ssl/cert.pem', '/d'],
    PROGRAM,
  ],
  [
    {
      NODE_OPTIONS: '--x --use-openssl-ca',
      NODE_EXTRA_CA_CERTS: '/e',
      SSL_CERT_FILE: '/f',
      SSL_CERT_DIR: '/a:/b',
    },
    'use_openssl_ca+node_extra_ca_certs',
    ['/f', '/a', '/b', '/e'],
    undefined,
  ],
])('with %j it is %s', (environment, rule, paths, builtIn) => {
  const seen = surroundings({ [PROGRAM]: TEXTS }, environment);
  expect(node.installations(seen)).toEqual([PROGRAM]);
  const choice = node.choose(PROGRAM, seen);
  expect([choice.rule, choice.places.map(({ path }) => path), choice.builtIn]).toEqual([
    rule,
    paths,
    builtIn,
  ]);
});

it.each([
  ['knows no such option', '', { NODE_OPTIONS: '--use-system-ca' }, 'does_not_start'],
  ['knows no option to be denied', '', { NODE_OPTIONS: '--no-use-system-ca' }, 'does_not_start'],
  ['knows no such variable', '--use-system-ca', { NODE_USE_SYSTEM_CA: '1' }, 'built_in'],
  ['is told two things', TEXTS, { NODE_OPTIONS: '--use-openssl-ca --use-bundled-ca' }, 'does_not_start'],
])('one that %s', (_, texts, environment, rule) => {
  expect(node.choose(PROGRAM, surroundings({ [PROGRAM]: texts }, environment)).rule).toBe(rule);
});
