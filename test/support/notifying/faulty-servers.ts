import { aged, type Write } from './aged.ts';
import { CA, contextOf, faulty, listen, served, serving } from './served.ts';

/** Where each server listens, by its fault. */
export type Ports = Readonly<Record<'fine' | 'expired' | 'failing' | 'silent' | 'old' | 'chain', number>>;

export interface FaultyServers {
  readonly ports: Ports;
  /** As they are written into the configuration. */
  readonly targets: readonly object[];
  /** The time that the target `silent` has, so that no test sees its end. */
  readonly patience: { readonly timeout: string };
  /** The issuer of what they serve, in PEM. */
  readonly root: string;
  readonly mend: () => void;
}

/** Servers, each with one fault of its own. */
export async function faultyServers(write: Write): Promise<FaultyServers> {
  const [fine, before] = [served('served fine', 60, 90), served('served before', 60, 90)];
  const short = aged('Short CA', 30, 3650, { isAuthority: true, issuer: CA });
  const expired = serving(served('served expired', -1, 90));
  const chain = serving(served('served longer than its CA', 300, 398, short), short);
  const old = aged('Served Old Root', -10, 3650, { isAuthority: true });
  const failing = serving(served('served by an old root', 60, 90, old), old);
  const behind = serving(served('served after all', 60, 90));
  const silent = faulty(behind, () => undefined);
  const ports = {
    fine: await listen(serving(fine)),
    expired: await listen(expired),
    failing: await listen(failing),
    silent: await listen(silent.server),
    old: await listen(serving(before)),
    chain: await listen(chain),
  };
  const target = (port: number, own: object = {}): object => ({ target: `localhost:${port}`, ...own });
  return {
    ports,
    targets: [
      target(ports.fine, { stored: write('stored/fine.crt', fine.pem) }),
      target(ports.expired),
      target(ports.failing),
      target(ports.silent, { module: 'patient' }),
      target(ports.old, { stored: write('stored/new.crt', served('served new', 80, 90).pem) }),
      target(ports.chain),
    ],
    patience: { timeout: '10m' },
    root: CA.pem,
    mend: () => {
      failing.setSecureContext(contextOf(served('served by another root', 60, 90)));
      silent.mend();
      expired.setSecureContext(contextOf(served('served expired', 90, 90)));
      chain.setSecureContext(contextOf(served('served longer than its CA', 300, 398)));
      write('stored/new.crt', before.pem);
    },
  };
}
