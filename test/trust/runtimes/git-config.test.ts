import { expect, it } from 'vitest';
import { gitTrust } from '../../../src/trust/runtimes/git-config.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

it('lets later files win, and knows the variables that move or hide them', () => {
  const files = {
    '/etc/gitconfig': '[http]\n\tsslCAInfo = /system\n\tsslCAPath = /folder\n',
    '/home/me/.config/git/config': '[http]\nsslcainfo=/xdg\n',
    '/home/me/.gitconfig': '[http] sslCAInfo = "~/own.pem" ; mine\n',
    '/other': '[HTTP]\nSSLCAINFO = /other.pem\n[http "https://example.com"]\nsslCAInfo = /one.pem\n',
  };
  const of = (environment: Record<string, string>): unknown => gitTrust(surroundings(files, environment));
  expect(of({})).toEqual({ sslCAInfo: '/system', sslCAPath: '/folder' });
  expect(of({ HOME: '/home/me' })).toEqual({ sslCAInfo: '/home/me/own.pem', sslCAPath: '/folder' });
  expect(of({ HOME: '/home/me', GIT_CONFIG_GLOBAL: '/other', GIT_CONFIG_NOSYSTEM: '1' })).toEqual({
    sslCAInfo: '/other.pem',
  });
  expect(of({ GIT_CONFIG_SYSTEM: '/nothing' })).toEqual({});
});
