import { expect, it } from 'vitest';
import { botocore } from '../../../src/trust/runtimes/botocore.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';
import { APP_PYTHON, BUILT_PYTHON, PYTHON_HOST } from '../../support/trust-laboratory/python-host.ts';

const CONFIGURATION = '[profile x]\nca_bundle = /x\n[default]\nregion = y\nca_bundle = /configured\n';

it.each([
  [APP_PYTHON, {}, 'certifi', '/opt/app/lib/python3.11/site-packages/certifi/cacert.pem'],
  [
    BUILT_PYTHON,
    {},
    'vendored',
    '/root/.pyenv/versions/3.13.0/lib/python3.13/site-packages/botocore/cacert.pem',
  ],
  [APP_PYTHON, { AWS_CA_BUNDLE: '/a', REQUESTS_CA_BUNDLE: '/r', HOME: '/home/me' }, 'aws_ca_bundle', '/a'],
  [APP_PYTHON, { REQUESTS_CA_BUNDLE: '/r', HOME: '/home/me' }, 'ca_bundle', '/configured'],
  [APP_PYTHON, { REQUESTS_CA_BUNDLE: '/r', CURL_CA_BUNDLE: '/c' }, 'requests_ca_bundle', '/r'],
])('of %s with %j it is %s', (installation, environment, rule, path) => {
  const seen = surroundings({ ...PYTHON_HOST, '/home/me/.aws/config': CONFIGURATION }, environment);
  expect(botocore.installations(seen)).toEqual([APP_PYTHON, BUILT_PYTHON]);
  const choice = botocore.choose(installation, seen);
  expect([choice.rule, choice.places.map((place) => place.path)]).toEqual([rule, [path]]);
});
