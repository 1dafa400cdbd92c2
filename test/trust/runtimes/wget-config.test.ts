import { expect, it } from 'vitest';
import { wgetTrust } from '../../../src/trust/runtimes/wget-config.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

it('looks where wget does, and lets the user have the last word', () => {
  const files = {
    '/etc/wgetrc': 'ca_certificate = /of-the-host\nca_directory = /folder\n',
    '/system': 'ca_certificate = /of-the-variable\n',
    '/home/me/.wgetrc': 'ca_certificate = ~/own.pem\n',
    '/mine': '# nothing\n',
  };
  const of = (environment: Record<string, string>) => wgetTrust(surroundings(files, environment));
  expect(of({})).toEqual({ certificate: '/of-the-host', directory: '/folder' });
  expect(of({ HOME: '/home/me' })).toEqual({ certificate: '/home/me/own.pem', directory: '/folder' });
  expect(of({ HOME: '/home/me', WGETRC: '/mine' })).toEqual({
    certificate: '/of-the-host',
    directory: '/folder',
  });
  expect(of({ SYSTEM_WGETRC: '/system' })).toEqual({ certificate: '/of-the-variable' });
});

it.each([
  ['CA-CERTIFICATE=/a b  ', { certificate: '/a b' }],
  ['cadirectory = /a\r\n', { directory: '/a' }],
  ['#ca_certificate = /a', {}],
  ['ca_certificates = /a', {}],
  ['ca_certificate /a', {}],
])('%j', (text, trust) => {
  expect(wgetTrust(surroundings({ '/etc/wgetrc': text }))).toEqual(trust);
});
