import { expect, it } from 'vitest';
import { pipCert } from '../../../src/trust/runtimes/pip-config.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

const of = (files: Record<string, string>, environment: Record<string, string>, prefix = '/usr') =>
  pipCert(surroundings(files, environment), prefix);
const global = (cert: string): string => `[global]\ncert = ${cert}\n`;

it('takes the file that is nearest', () => {
  const files = {
    '/named': global('/of-the-variable'),
    '/venv/pip.conf': global('/of-the-installation'),
    '/home/me/.config/pip/pip.conf': global('/of-the-user'),
    '/home/me/.pip/pip.conf': global('/of-the-user-as-before'),
    '/home/you/.pip/pip.conf': global('~/own'),
    '/etc/pip.conf': global('/of-the-host'),
    '/dirs/pip/pip.conf': global('/of-the-folders'),
  };
  const me = { HOME: '/home/me' };
  expect(of(files, { ...me, PIP_CONFIG_FILE: '/named' }, '/venv')).toBe('/of-the-variable');
  expect(of(files, me, '/venv')).toBe('/of-the-installation');
  expect(of(files, me)).toBe('/of-the-user');
  expect(of(files, { HOME: '/home/you' })).toBe('/home/you/own');
  expect(of(files, { ...me, XDG_CONFIG_HOME: '/nothing' })).toBe('/of-the-user-as-before');
  expect(of({ ...files, '/named': '' }, { ...me, PIP_CONFIG_FILE: '/named' })).toBe('/of-the-host');
  expect(of(files, { ...me, PIP_CONFIG_FILE: '/missing' })).toBe('/of-the-user');
  expect(of({ '/dirs/pip/pip.conf': global('/a') }, { XDG_CONFIG_DIRS: '/x:/dirs' })).toBe('/a');
  expect(of({ '/etc/xdg/pip/pip.conf': global('/a') }, {})).toBe('/a');
  expect(of(files, { ...me, PIP_CONFIG_FILE: '/dev/null' }, '/venv')).toBeUndefined();
  expect(of({}, {})).toBeUndefined();
});

it.each([
  ['[install]\ncert=/a\n', undefined],
  ['[global]\nindex-url = https://example.com\n[other]\ncert=/a\n', undefined],
  ['[global]\r\nCert : /a b\r\n', '/a b'],
  ['[global]\n# cert = /a\n; cert = /b\nclient-cert = /c\n', undefined],
  ['cert = /a\n[global]\n', undefined],
  ['[global]\ncert =\n', undefined],
])('%j', (text, cert) => {
  expect(of({ '/etc/pip.conf': text }, {})).toBe(cert);
});
