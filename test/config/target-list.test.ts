import { expect, it } from 'vitest';
import { parseTargetList } from '../../src/config/target-list.ts';

const labels = (text: string) => parseTargetList(text, 'default').targets.map(({ target }) => target);

it.each([
  ['https://proxy.golang.org,direct', ['proxy.golang.org:443']],
  [
    'https://goproxy.example.com/path|https://proxy.golang.org|off',
    ['goproxy.example.com:443', 'proxy.golang.org:443'],
  ],
  ['https://proxy.example.com:8443/go', ['proxy.example.com:8443']],
  ['goproxy.example.com', ['goproxy.example.com:443']],
  ['goproxy.example.com:8443, other.example.com', ['goproxy.example.com:8443', 'other.example.com:443']],
  ['https://[2001:db8::1]/', ['[2001:db8::1]:443']],
  ['direct', []],
  ['off', []],
  ['', []],
  ['http://proxy.example.com,file:///srv/modules', []],
  ['https://a.example.com,https://A.example.com/', ['a.example.com:443']],
])('%s', (text, expected) => {
  expect(labels(text)).toEqual(expected);
});

it('shows no password', () => {
  expect(parseTargetList('https://user:secret@proxy.example.com/', 'default')).toEqual({
    targets: [{ target: 'proxy.example.com:443', host: 'proxy.example.com', port: 443, module: 'default' }],
    refused: 0,
  });
});

it('counts what it cannot understand', () => {
  expect(
    parseTargetList('ssh://git.example.com,https://,:::,https://ok.example.com', 'default'),
  ).toMatchObject({
    targets: [{ target: 'ok.example.com:443' }],
    refused: 3,
  });
});
