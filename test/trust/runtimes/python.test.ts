import { expect, it } from 'vitest';
import { homeOf, python } from '../../../src/trust/runtimes/python.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';
import {
  APP_PYTHON,
  BUILT_PYTHON,
  DEBIAN_PYTHON,
  PYTHON_HOST,
} from '../../support/trust-laboratory/python-host.ts';

it('takes the folder of the OpenSSL that each Python has, which a virtual environment shares', () => {
  const seen = surroundings(PYTHON_HOST);
  const found = python.installations(seen).map((path) => [path, python.choose(path, seen).places[0]?.path]);
  expect(found).toEqual([
    [DEBIAN_PYTHON, '/usr/lib/ssl/cert.pem'],
    [APP_PYTHON, '/usr/lib/ssl/cert.pem'],
    [BUILT_PYTHON, '/opt/openssl/cert.pem'],
  ]);
  expect(() => homeOf('/none', seen)).toThrow(TypeError);
});
