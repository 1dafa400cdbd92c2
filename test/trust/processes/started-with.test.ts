import { expect, it } from 'vitest';
import { startedWith } from '../../../src/trust/processes/started-with.ts';
import type { Environment } from '../../../src/trust/runtimes/choice.ts';

const line = (...words: string[]): string => words.map((word) => `${word}\0`).join('');

it.each<[string, Environment, string, Environment]>([
  [
    'java',
    { JDK_JAVA_OPTIONS: '-Xmx1g' },
    line('java', '-Djavax.net.ssl.trustStore=/a b.jks', '-Djavax.net.ssl.trustStorePassword=secret', 'Main'),
    {
      JDK_JAVA_OPTIONS: '-Xmx1g -Djavax.net.ssl.trustStore="/a b.jks" -Djavax.net.ssl.trustStorePassword=',
    },
  ],
  ['java', {}, line('java', '-jar', 'x.jar'), {}],
  ['node', {}, line('node', '--use-system-ca', 'main.js'), { NODE_OPTIONS: '--use-system-ca' }],
  ['node', {}, line('node', 'main.js', '--use-openssl-ca'), {}],
  [
    'node',
    { NODE_OPTIONS: '--use-system-ca' },
    line('node', '--no_use_system_ca', '--use-openssl-ca=1', 'main.js'),
    { NODE_OPTIONS: '--use-system-ca --no_use_system_ca --use-openssl-ca=1' },
  ],
  [
    'node',
    {},
    line('node', '-r', './first.js', '--import', 'second', '--use-system-ca', 'main.js'),
    { NODE_OPTIONS: '--use-system-ca' },
  ],
  ['node', {}, line('node', '-e', 'x', '--use-system-ca'), { NODE_OPTIONS: '--use-system-ca' }],
  ['node', {}, '', {}],
  ['go', {}, line('x', '--use-system-ca', '-Djavax.net.ssl.trustStore=/a'), {}],
])('of %s with %o', (runtime, environment, commandLine, expected) => {
  expect(startedWith(runtime as 'java', environment, commandLine)).toEqual(expected);
});
