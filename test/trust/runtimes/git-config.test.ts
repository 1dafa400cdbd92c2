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

it('follows what is included, and gives up where that leads nowhere', () => {
  const read: string[] = [];
  const files = {
    '/etc/gitconfig': '[include]\npath = more/one\n[http]\nsslCAPath = /folder\n',
    '/etc/more/one': '[http]\nsslCAInfo = /one.pem\nsslCAPath = /hidden\n[include]\npath = ~/two',
    '/home/me/two': '[http]\nsslCAInfo = /two.pem\n',
    '/circle': `${'[include] path = circle\n'.repeat(10)}[http]\nsslCAInfo = /circle.pem\n`,
  };
  const of = (environment: Record<string, string>): unknown => {
    const seen = surroundings(files, environment);
    const host = { ...seen.host, read: (path: string) => (read.push(path), seen.host.read(path)) };
    return gitTrust({ ...seen, host });
  };
  expect(of({ HOME: '/home/me' })).toEqual({ sslCAInfo: '/two.pem', sslCAPath: '/folder' });
  read.length = 0;
  expect(of({ GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/circle' })).toEqual({
    sslCAInfo: '/circle.pem',
  });
  expect(read.length).toBeLessThanOrEqual(100);
});

it('takes what variables say last, if they are whole', () => {
  const of = (environment: Record<string, string>): unknown =>
    gitTrust(surroundings({ '/etc/gitconfig': '[http]\nsslCAInfo = /system\n' }, environment));
  const one = { GIT_CONFIG_KEY_0: 'http.sslCAInfo', GIT_CONFIG_VALUE_0: '~/own.pem' };
  expect(of({ ...one, GIT_CONFIG_COUNT: '1', HOME: '/home/me' })).toEqual({ sslCAInfo: '/home/me/own.pem' });
  expect(of(one)).toEqual({ sslCAInfo: '/system' });
  expect(of({ ...one, GIT_CONFIG_COUNT: '0' })).toEqual({ sslCAInfo: '/system' });
  expect(of({ ...one, GIT_CONFIG_COUNT: 'many' })).toEqual({ sslCAInfo: '/system' });
  expect(of({ GIT_CONFIG_COUNT: '999999999999', GIT_CONFIG_KEY_0: 'http.sslCAInfo' })).toEqual({
    sslCAInfo: '/system',
  });
});
