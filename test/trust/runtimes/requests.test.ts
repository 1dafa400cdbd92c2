import { expect, it } from 'vitest';
import { requests } from '../../../src/trust/runtimes/requests.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';
import { APP_PYTHON, DEBIAN_PYTHON, PYTHON_HOST } from '../../support/trust-laboratory/python-host.ts';

it.each([
  [DEBIAN_PYTHON, {}, 'certifi_patched', 'file /etc/ssl/certs/ca-certificates.crt'],
  [APP_PYTHON, {}, 'certifi', 'file /opt/app/lib/python3.11/site-packages/certifi/cacert.pem'],
  [APP_PYTHON, { REQUESTS_CA_BUNDLE: '/r', CURL_CA_BUNDLE: '/c' }, 'requests_ca_bundle', 'file /r'],
  [APP_PYTHON, { REQUESTS_CA_BUNDLE: '', CURL_CA_BUNDLE: '/usr' }, 'curl_ca_bundle', 'folder /usr'],
])('of %s with %j it is %s', (installation, environment, rule, place) => {
  const seen = surroundings(PYTHON_HOST, environment);
  expect(requests.installations(seen)).toEqual([DEBIAN_PYTHON, APP_PYTHON]);
  const choice = requests.choose(installation, seen);
  expect([choice.rule, choice.places.map(({ kind, path }) => `${kind} ${path}`)]).toEqual([rule, [place]]);
});
