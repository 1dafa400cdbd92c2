import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { Attempting, type AttemptingOptions } from '../../src/app/attempting.ts';
import { Handshaking, type HandshakingOptions, handshakeSources } from '../../src/app/handshaking.ts';
import type { Config } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/load.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { InventoryStore } from '../../src/inventory/store.ts';
import type { TargetState } from '../../src/model/handshake-state.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { recordedLog } from './recorded-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A configuration whose `handshake` part is this, in JSON, with an interval of a second unless it says otherwise. */
export function handshakeConfig(handshake: object, root?: string): Config {
  const text = JSON.stringify({ handshake: { interval: '1s', ...handshake } });
  return resolveConfig(parseConfig(text, 'test.yml'), root === undefined ? {} : { root });
}

/** A file with these certificates. */
export function rootsFile(...pems: readonly string[]): string {
  const path = join(temporaryFolder(), 'roots.pem');
  writeFileSync(path, pems.join(''));
  return path;
}

/** Dials what a configuration says until the test ends. */
export async function startHandshaking(
  config: Config,
  options: Partial<HandshakingOptions> & Partial<AttemptingOptions> = {},
) {
  const { log, lines } = recordedLog();
  const inventory = new InventoryStore();
  let changes = 0;
  const attempting = new Attempting({ environment: {}, ...options });
  const handshaking = new Handshaking({
    inventory,
    log,
    reader: new CertificateReader(),
    onChange: () => (changes += 1),
    attempting,
    ...options,
  });
  onTestFinished(async () => {
    await handshaking.stop();
    attempting.close();
  });
  const use = async (next: Config): Promise<void> => {
    inventory.setSources(handshakeSources(next));
    await handshaking.use(next);
  };
  await use(config);
  const states = (): readonly TargetState[] => handshaking.state.shards.flatMap((shard) => shard.states);
  /** Waits until the state of the only target is like this. */
  const until = async (expected: object): Promise<TargetState> =>
    vi.waitFor(
      () => {
        const [state] = states();
        expect(state).toMatchObject(expected);
        return state as TargetState;
      },
      { timeout: 20_000, interval: 20 },
    );
  const served = () => inventory.state('handshake')?.certificates ?? [];
  return { handshaking, inventory, use, states, until, served, lines, changes: () => changes };
}
