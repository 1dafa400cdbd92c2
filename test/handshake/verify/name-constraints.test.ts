import { describe, expect, it } from 'vitest';
import { constraintBreach } from '../../../src/handshake/verify/name-constraints.ts';
import type { NameInput } from '../../support/distinguished-name.ts';
import { read } from '../../support/judged-chain.ts';
import { authority, server, subtree } from '../../support/pki.ts';

interface Names {
  readonly sans: readonly string[];
  readonly subject?: NameInput;
}

function breach(
  list: 'permitted' | 'excluded',
  base: Uint8Array,
  names: Names,
  critical = true,
): string | undefined {
  const { nameConstraints } = read(
    authority('CA', { [list]: [base], constraintsCritical: critical }),
  ).extensions;
  if (nameConstraints === undefined) throw new TypeError('there are no constraints');
  return constraintBreach(read(server({ subject: [], ...names })), nameConstraints, { left: 1000 });
}

const isWithin = (base: Uint8Array, names: Names): boolean => {
  const permitted = breach('permitted', base, names) === undefined;
  // A name that is permitted by a base is excluded by the same base.
  expect(breach('excluded', base, names) !== undefined).toBe(permitted);
  return permitted;
};

describe.each<[string, Uint8Array, readonly string[], readonly string[]]>([
  [
    'a domain',
    subtree.dns('example.com'),
    ['DNS:example.com', 'DNS:a.b.example.com', 'DNS:A.EXAMPLE.com', 'DNS:*.example.com'],
    ['DNS:badexample.com', 'DNS:com', 'DNS:example.com.evil'],
  ],
  [
    'a domain after a dot',
    subtree.dns('.example.com'),
    ['DNS:a.example.com'],
    ['DNS:example.com', 'DNS:aexample.com'],
  ],
  ['every domain', subtree.dns(''), ['DNS:a', 'DNS:b.c'], []],
  ['a network', subtree.ip(10, 1, 0, 0, 255, 255, 0, 0), ['IP:10.1.2.3'], ['IP:10.2.0.1', 'IP:2001:db8::1']],
  [
    'an IPv6 network',
    subtree.ip(
      0x20,
      1,
      0x0d,
      0xb8,
      ...Array<number>(12).fill(0),
      255,
      255,
      255,
      255,
      ...Array<number>(12).fill(0),
    ),
    ['IP:2001:db8:ffff::1'],
    ['IP:2001:db9::1', 'IP:32.1.13.184'],
  ],
  [
    'a mailbox',
    subtree.email('root@example.com'),
    ['email:root@EXAMPLE.com'],
    ['email:Root@example.com', 'email:root@a.example.com'],
  ],
  ['mail of a host', subtree.email('example.com'), ['email:a@example.com'], ['email:a@b.example.com']],
  ['mail of hosts below', subtree.email('.example.com'), ['email:a@b.example.com'], ['email:a@example.com']],
  [
    'URIs of a host',
    subtree.uri('example.com'),
    ['URI:https://u@example.com:8443/x'],
    ['URI:https://a.example.com/', 'URI:https://example.com.evil/'],
  ],
  [
    'URIs of hosts below',
    subtree.uri('.example.com'),
    ['URI:spiffe://a.example.com/x'],
    ['URI:https://example.com/'],
  ],
])('%s', (_, base, inside, outside) => {
  it('holds what is within', () => {
    expect(inside.filter((san) => !isWithin(base, { sans: [san] }))).toEqual([]);
  });

  it('holds nothing else', () => {
    expect(outside.filter((san) => isWithin(base, { sans: [san] }))).toEqual([]);
  });
});

it('a directory holds the names that begin with it', () => {
  const base = subtree.directory([
    ['C', 'DE'],
    ['O', 'Example'],
  ]);
  const within = (subject: NameInput): boolean => isWithin(base, { sans: [], subject });
  expect(
    within([
      ['C', 'de', 'printable'],
      ['O', 'EXAMPLE'],
      ['CN', 'x'],
    ]),
  ).toBe(true);
  expect([
    within([['C', 'DE']]),
    within([
      ['O', 'Example'],
      ['C', 'DE'],
    ]),
  ]).toEqual([false, false]);
});

it('a mail address in the subject counts where there is none among the alternative names', () => {
  const subject: NameInput = [['emailAddress', 'a@example.org', 'ia5']];
  expect(breach('excluded', subtree.email('example.org'), { sans: [], subject })).toContain(
    'email:a@example.org is excluded',
  );
  expect(breach('excluded', subtree.email('example.org'), { sans: ['email:b@c'], subject })).toBeUndefined();
});

it('names of another kind are free', () => {
  expect(
    breach('permitted', subtree.dns('example.com'), { sans: ['IP:10.0.0.1', 'email:a@b'] }),
  ).toBeUndefined();
});

it('a wildcard is excluded with what it stands for, and only one label down', () => {
  const wild = { sans: ['DNS:*.example.com'] };
  expect(breach('excluded', subtree.dns('www.example.com'), wild)).toBeDefined();
  expect(breach('excluded', subtree.dns('a.www.example.com'), wild)).toBeUndefined();
  expect(breach('permitted', subtree.dns('www.example.com'), wild)).toBeDefined();
});

it('URIs without a name for a host are never permitted and always excluded', () => {
  for (const uri of ['URI:urn:x', 'URI:https://192.0.2.1/', 'URI:https://[::1]/']) {
    expect(breach('permitted', subtree.uri('example.com'), { sans: [uri] })).toBeDefined();
    expect(breach('excluded', subtree.uri('example.com'), { sans: [uri] })).toBeDefined();
  }
});

it('a kind that is not understood refuses everything where it is critical', () => {
  const base = subtree.registeredId('1.2.3');
  expect(breach('excluded', base, { sans: ['DNS:a'] })).toContain('not understood');
  expect(breach('excluded', base, { sans: ['DNS:a'] }, false)).toBeUndefined();
});
