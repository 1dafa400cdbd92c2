import { expect, it } from 'vitest';
import { pip } from '../../../src/trust/runtimes/pip.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';
import { BUILT_PYTHON, DEBIAN_PYTHON, PYTHON_HOST } from '../../support/trust-laboratory/python-host.ts';

const VENDORED = '/usr/lib/python3/dist-packages/pip/_vendor/certifi/cacert.pem';
const NEW = '/root/.pyenv/versions/3.13.0/lib/python3.13/site-packages/pip/_vendor/certifi/cacert.pem';
const SYSTEM = ['/opt/openssl/cert.pem', '/opt/openssl/certs', '/opt/openssl/certs'];

it.each([
  [DEBIAN_PYTHON, {}, 'certifi', [VENDORED]],
  [DEBIAN_PYTHON, { PIP_CERT: '/p', REQUESTS_CA_BUNDLE: '/r' }, 'pip_cert', ['/p']],
  [DEBIAN_PYTHON, { REQUESTS_CA_BUNDLE: '/r' }, 'requests_ca_bundle', ['/r']],
  [BUILT_PYTHON, {}, 'truststore+certifi', [...SYSTEM, NEW]],
  [BUILT_PYTHON, { PIP_CERT: '/p' }, 'pip_cert+truststore+certifi', ['/p', ...SYSTEM, NEW]],
])('of %s with %j it is %s', (installation, environment, rule, paths) => {
  const seen = surroundings(PYTHON_HOST, environment);
  expect(pip.installations(seen)).toEqual([DEBIAN_PYTHON, BUILT_PYTHON]);
  const choice = pip.choose(installation, seen);
  expect([choice.rule, choice.places.map(({ path }) => path)]).toEqual([rule, paths]);
});

it('asks its configuration after PIP_CERT, and before the variables of requests', () => {
  const of = (environment: Record<string, string>) => {
    const host = { ...PYTHON_HOST, '/etc/pip.conf': '[global]\ncert = /configured\n' };
    const { rule, places } = pip.choose(DEBIAN_PYTHON, surroundings(host, environment));
    return [rule, places[0]?.path];
  };
  expect(of({ REQUESTS_CA_BUNDLE: '/r' })).toEqual(['pip_conf', '/configured']);
  expect(of({ PIP_CERT: '~/p', HOME: '/home/me' })).toEqual(['pip_cert', '/home/me/p']);
});
