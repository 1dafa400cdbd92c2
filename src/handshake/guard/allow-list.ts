import type { AllowRule } from '../../model/allow-rule.ts';
import { RecentMap } from '../recent-map.ts';
import { asciiHost } from '../server-name.ts';
import { contains, encloses, type IpRange, ipRange, reachedOctets } from './ip-range.ts';
import { surroundingsOf } from './surroundings.ts';

interface Names {
  readonly name: string;
  /** Whether it is the names below it that are meant. */
  readonly below: boolean;
}

/** The rules that hold for one port. */
export interface PortRules {
  /** Whether a rule names the host as it is written. */
  readonly byName: boolean;
  /** Whether a rule of a network could admit an address that is not known yet. */
  readonly byNetwork: boolean;
  /** Whether this address may be dialled. */
  readonly admits: (address: string) => boolean;
}

/** Hosts and ports that are remembered with what the rules say of them, and addresses of each. */
const MOST_HOSTS = 1024;
const MOST_ADDRESSES = 16;

/** Whom `/probe` may dial. Pure: it looks nothing up. */
export class AllowList {
  readonly #rules: readonly {
    readonly ports: AllowRule['ports'];
    readonly names?: Names;
    readonly range?: IpRange;
  }[];

  readonly #known = new RecentMap<PortRules>(MOST_HOSTS);

  constructor(rules: readonly AllowRule[]) {
    this.#rules = rules.map(({ host, ports }) =>
      host.kind === 'network'
        ? { ports, range: ipRange(host.network) }
        : { ports, names: { name: normalName(host.name), below: host.kind === 'below' } },
    );
  }

  /** What the rules say of a host, as it is written, at a port. The same is asked every minute, and remembered. */
  for(host: string, port: number): PortRules {
    const key = `${port} ${host}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const rules = this.#judge(host, port);
    this.#known.set(key, rules);
    return rules;
  }

  #judge(host: string, port: number): PortRules {
    const rules = this.#rules.filter(({ ports }) =>
      ports.some(({ first, last }) => port >= first && port <= last),
    );
    const name = normalName(host);
    const byName = rules.some(({ names }) => names !== undefined && fits(names, name));
    const ranges = rules.flatMap(({ range }) => range ?? []);
    const admitted = new RecentMap<boolean>(MOST_ADDRESSES);
    const admits = (address: string): boolean => {
      const octets = reachedOctets(address);
      if (octets === undefined) return false;
      const kind = surroundingsOf(octets);
      // A network that holds half the world does not mean the loopback: it has to say so.
      const meant = kind === undefined ? ranges : ranges.filter((range) => encloses(kind, range));
      return meant.some((range) => contains(range, octets)) || (byName && kind === undefined);
    };
    return {
      byName,
      byNetwork: ranges.length > 0,
      admits: (address) => {
        const known = admitted.get(address);
        if (known !== undefined) return known;
        const answer = admits(address);
        admitted.set(address, answer);
        return answer;
      },
    };
  }
}

function fits({ name, below }: Names, host: string): boolean {
  return host !== '' && (below ? host.endsWith(`.${name}`) && host !== `.${name}` : host === name);
}

/** The form in which names are compared: A-labels, lower case, without the final dot. Empty for what is no name. */
function normalName(host: string): string {
  return asciiHost(host).toLowerCase().replace(/\.$/, '');
}
