import { expect, it } from 'vitest';
import { java } from '../../../src/trust/runtimes/java.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

const HOST = {
  '/usr/lib/jvm/java-17/bin/java': '',
  '/usr/lib/jvm/java-17/lib/security/cacerts': '',
  '/usr/lib/jvm/default': { link: 'java-17' },
  '/opt/jdk8/bin/java': '',
  '/opt/jdk8/jre/lib/security/cacerts': '',
  '/opt/jdk8/jre/lib/security/jssecacerts': '',
  '/srv/own/bin/java': '',
  '/srv/own/lib/security/cacerts': '',
  '/opt/other/bin/java': '',
};

it('finds each home once, JAVA_HOME too', () => {
  expect(java.installations(surroundings(HOST))).toEqual(['/usr/lib/jvm/java-17', '/opt/jdk8']);
  expect(java.installations(surroundings(HOST, { JAVA_HOME: '/srv/own/' }))).toContain('/srv/own');
});

it.each([
  ['/usr/lib/jvm/java-17', {}, 'cacerts', '/usr/lib/jvm/java-17/lib/security/cacerts'],
  ['/opt/jdk8', {}, 'jssecacerts', '/opt/jdk8/jre/lib/security/jssecacerts'],
  [
    '/opt/jdk8',
    { JAVA_TOOL_OPTIONS: '-Djavax.net.ssl.trustStore="/a b"' },
    'javax_net_ssl_truststore',
    '/a b',
  ],
  [
    '/opt/jdk8',
    {
      _JAVA_OPTIONS: '-Djavax.net.ssl.trustStore=/last',
      JAVA_TOOL_OPTIONS: '-Djavax.net.ssl.trustStore=/first',
    },
    'javax_net_ssl_truststore',
    '/last',
  ],
  ['/opt/jdk8', { SSL_CERT_FILE: '/f' }, 'jssecacerts', '/opt/jdk8/jre/lib/security/jssecacerts'],
])('of %s with %j it is %s', (home, environment, rule, path) => {
  const choice = java.choose(home, surroundings(HOST, environment));
  expect([choice.rule, choice.places.map((place) => place.path)]).toEqual([rule, [path]]);
});

it('knows that a password is named, and not which', () => {
  const options = '-Djavax.net.ssl.trustStore=/a -Djavax.net.ssl.trustStorePassword=secret';
  const parsers = (environment: Record<string, string>) =>
    java.choose('/opt/jdk8', surroundings(HOST, environment)).places.map(({ parser }) => parser);
  expect(parsers({ JAVA_TOOL_OPTIONS: options })).toEqual(['java-keystore-opened']);
  expect(parsers({ JAVA_TOOL_OPTIONS: '-Djavax.net.ssl.trustStore=/a' })).toEqual(['java-keystore']);
  const choice = java.choose('/opt/jdk8', surroundings(HOST, { JAVA_TOOL_OPTIONS: options }));
  expect(JSON.stringify(choice)).not.toContain('secret');
});
