import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from '../../../src/cli/parse.ts';
import { MODULE_FLAGS, moduleByFlags } from '../../../src/cli/probe/module-flags.ts';
import { probe } from '../../../src/cli/probe.ts';
import { moduleSchema } from '../../../src/config/handshake-schema.ts';
import { configKeys } from '../../../src/config/keys.ts';

const byFlags = (...argv: string[]) => moduleByFlags(parse(probe, argv), {});

it('has a flag for every key of a module', () => {
  expect(MODULE_FLAGS.map(({ key }) => key).toSorted()).toEqual(configKeys(moduleSchema).toSorted());
});

it('has the names of openssl and curl too, for the fingers that know them', () => {
  expect(byFlags('--servername=db.internal', '--tls-max', '1.2')).toEqual({
    server_name: 'db.internal',
    max_version: '1.2',
  });
});

it('reads every flag', () => {
  expect(
    byFlags(
      '--server-name=db.internal',
      '--starttls=postgres',
      '--timeout=2s',
      '--ip=ipv6',
      '--min-version=1.2',
      '--max-version=1.3',
      '--groups=X25519MLKEM768, x25519',
      '--alpn=h2, http/1.1',
      '--ca-file=ca.pem',
      '--intermediates-file=/i.pem',
      '--cert-file=c.pem',
      '--key-file=k.pem',
      '--key-passphrase-file=p',
      '--proxy=http://proxy:3128',
      '--no-proxy=.internal',
      '--no-verify',
    ),
  ).toEqual({
    server_name: 'db.internal',
    starttls: 'postgres',
    timeout: 2,
    ip: 'ipv6',
    min_version: '1.2',
    max_version: '1.3',
    groups: ['X25519MLKEM768', 'x25519'],
    alpn: ['h2', 'http/1.1'],
    ca_file: resolve('ca.pem'),
    intermediates_file: '/i.pem',
    cert_file: resolve('c.pem'),
    key_file: resolve('k.pem'),
    key_passphrase_file: resolve('p'),
    proxy: 'http://proxy:3128',
    no_proxy: '.internal',
    verify: false,
  });
  expect(byFlags('--trust=node')).toEqual({ trust: 'node' });
  expect(byFlags('--trust=go')).toEqual({ trust: 'go' });
  expect(byFlags()).toEqual({});
});

it.each([
  [['--ip=both'], '--ip: expected any or ipv4 or ipv6 or all, got "both"'],
  [['--starttls=http'], '--starttls: expected smtp or lmtp'],
  [['--timeout=5'], '--timeout: expected a duration such as 30s, 5m, 72h or 7d, got "5"'],
  [['--min-version=1.4'], '--min-version: expected 1.0 or 1.1 or 1.2 or 1.3, got "1.4"'],
  [
    ['--min-version=1.3', '--max-version=1.2'],
    '--max-version: expected --min-version (1.3) or later, got "1.2"',
  ],
  [['--cert-file=c'], '--cert-file: expected --key-file beside it'],
  [['--trust=java'], '--trust: expected system or node or botocore or curl or '],
  [['--trust=node', '--ca-file=c'], '--ca-file: expected either trust or --ca-file, not both'],
  [['--server-name=www:443'], '--server-name: expected a host name or an address, without a port'],
  [['--proxy=socks5://p:1'], '--proxy: expected environment, none, or a URL'],
  [['--no-proxy=a'], '--no-proxy: expected a URL as proxy beside it'],
  [['--groups=rsa'], '--groups: expected X25519MLKEM768 or '],
  [['--alpn=h2,'], '--alpn: expected the name of a protocol'],
])('%j is no way to dial', (argv, message) => {
  expect(() => byFlags(...argv)).toThrow(message);
});
