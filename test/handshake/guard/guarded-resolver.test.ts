import { expect, it } from 'vitest';
import type { Address } from '../../../src/handshake/dns/address.ts';
import { DnsError } from '../../../src/handshake/dns/dns-error.ts';
import type { Resolver } from '../../../src/handshake/dns/resolver.ts';
import type { PortRules } from '../../../src/handshake/guard/allow-list.ts';
import { GuardedResolver } from '../../../src/handshake/guard/guarded-resolver.ts';
import { RefusedError } from '../../../src/handshake/guard/refused-error.ts';

const never = new AbortController().signal;
const addresses: readonly Address[] = [
  { address: '192.0.2.1', family: 4 },
  { address: '127.0.0.1', family: 4 },
];

function guarded(rules: Partial<PortRules>, answer: () => readonly Address[] = () => addresses) {
  const asked: string[] = [];
  const resolver: Resolver = {
    resolve: async (host) => {
      asked.push(host);
      return answer();
    },
  };
  const all = { byName: false, byNetwork: false, admits: () => false, ...rules };
  return { asked, resolver: new GuardedResolver(resolver, all) };
}

it('leaves out the addresses that are not admitted', async () => {
  const { resolver } = guarded({ byName: true, admits: (address) => address !== '127.0.0.1' });
  expect(await resolver.resolve('a.example', 'any', never)).toEqual([{ address: '192.0.2.1', family: 4 }]);
});

it('refuses where none is left, and names them for the log', async () => {
  const { resolver } = guarded({ byNetwork: true });
  const refusal = resolver.resolve('a.example', 'any', never);
  await expect(refusal).rejects.toBeInstanceOf(RefusedError);
  await expect(refusal).rejects.toThrow('a.example: 192.0.2.1, 127.0.0.1');
});

it('does not even ask where no rule could fit', async () => {
  const { resolver, asked } = guarded({});
  await expect(resolver.resolve('a.example', 'any', never)).rejects.toBeInstanceOf(RefusedError);
  expect(asked).toEqual([]);
});

it('passes on that a name is not found', async () => {
  const { resolver } = guarded({ byName: true }, () => {
    throw new DnsError('dns_not_found', 'No such name.');
  });
  await expect(resolver.resolve('a.example', 'any', never)).rejects.toBeInstanceOf(DnsError);
});
