import type { ShownChain } from '../../handshake/watch/watched-target.ts';
import { buildState } from '../../inventory/build.ts';
import type { InventoryCertificate } from '../../model/inventory.ts';
import type { Location } from '../../model/location.ts';
import type { Problem } from '../../model/problem.ts';

/** What served chains are in the inventory: certificates, and problems where one cannot be read. */
interface Shown {
  readonly certificates: readonly InventoryCertificate[];
  readonly problems: readonly Problem[];
}

/** The name and the kind of the source that served certificates have. */
export const HANDSHAKE_SOURCE = { name: 'handshake', type: 'handshake' } as const;

/** What each chain is in the inventory, for as long as somebody holds it. */
const shownBefore = new WeakMap<ShownChain, Shown>();

/**
 * The certificates that targets show, as the inventory has them: in the order of the targets, the first of each chain
 * the leaf, whatever it says of itself. The same chain gives the same objects again.
 */
export function shownCertificates(chains: readonly ShownChain[]): Shown {
  const shown = chains.map((chain) => {
    const known = shownBefore.get(chain) ?? asShown(chain);
    shownBefore.set(chain, known);
    return known;
  });
  return {
    certificates: shown.flatMap(({ certificates }) => certificates),
    problems: shown.flatMap(({ problems }) => problems),
  };
}

function asShown({ target, address, chain, unreadable }: ShownChain): Shown {
  const location: Location = {
    target: target.target,
    module: target.module,
    ...(address === undefined ? {} : { address }),
  };
  const found = chain.map(({ index, certificate }) => ({
    certificate,
    location,
    index,
    ...(index === 0 ? { role: 'leaf' as const } : {}),
  }));
  const problems = unreadable.map(
    ({ detail }): Problem => ({ location, reason: 'malformed_certificate', detail }),
  );
  // Positions are counted within a location, so that each chain can be built for itself.
  const source = { ...HANDSHAKE_SOURCE, interval: 0 };
  const timing = { timestamp: 0, duration: 0 };
  const { certificates } = buildState(source, { certificates: found, problems: [], complete: true }, timing);
  return { certificates, problems };
}
