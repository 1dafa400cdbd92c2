import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeKeystores } from '../../support/trust-laboratory/bundles.ts';
import { cannotAsk } from '../../support/trust-laboratory/clients.ts';
import { type Laboratory, laboratory } from '../../support/trust-laboratory/laboratory.ts';

let open: Laboratory;
beforeAll(async () => {
  open = await laboratory();
});
afterAll(() => open[Symbol.asyncDispose]());

it.skipIf(cannotAsk('java'))(
  'Java loads of a trust store what the model says',
  async () => {
    const stores = writeKeystores(open.folder, open.roots);
    const jks = readFileSync(stores.get('JKS') ?? '');
    const add = (name: string, bytes: Buffer | string): void => {
      const path = join(open.folder, `${stores.size}.store`);
      writeFileSync(path, bytes);
      stores.set(name, path);
    };
    const clear = readFileSync(stores.get('PKCS #12 in the clear') ?? '');
    add('JKS without its last byte', jks.subarray(0, -1));
    add('JKS with a damaged digest', Buffer.concat([jks.subarray(0, -1), Buffer.of((jks.at(-1) ?? 0) ^ 1)]));
    add('PKCS #12 in the clear, cut', clear.subarray(0, -20));
    add('PEM', open.roots.wanted.pem);
    add('empty', '');
    stores.set('missing', join(open.folder, 'missing.jks'));
    const experiments = [...stores].map(([name, path]) => ({
      name,
      runtime: 'java' as const,
      environment: { JAVA_TOOL_OPTIONS: `-Djavax.net.ssl.trustStore=${path}` },
    }));
    // With a password named, as the operator does it.
    const opened = [...stores].map(([name, path]) => {
      const password = name === 'JKS with another password' ? 'sesame-open' : 'changeit';
      const options = `-Djavax.net.ssl.trustStore=${path} -Djavax.net.ssl.trustStorePassword=${password}`;
      return {
        name: `${name}, opened`,
        runtime: 'java' as const,
        environment: { JAVA_TOOL_OPTIONS: options },
      };
    });
    // Nobody but Java looks at the digest: a store whose digest alone is damaged is not told from a whole one.
    experiments.push(...opened.filter(({ name }) => name !== 'JKS with a damaged digest, opened'));
    const good = stores.get('JKS') ?? '';
    const missing = stores.get('missing') ?? '';
    experiments.push(
      { name: 'nothing said', runtime: 'java', environment: { JAVA_TOOL_OPTIONS: '' } },
      {
        name: 'the last option wins',
        runtime: 'java',
        environment: {
          JAVA_TOOL_OPTIONS: `-Djavax.net.ssl.trustStore=${missing} -Djavax.net.ssl.trustStore=${good}`,
        },
      },
    );
    const precedence = { JAVA_TOOL_OPTIONS: `-Djavax.net.ssl.trustStore=${missing}` };
    const { modelled, seen, said } = await open.run([
      ...experiments,
      {
        name: 'JDK_JAVA_OPTIONS wins over JAVA_TOOL_OPTIONS',
        runtime: 'java',
        environment: { ...precedence, JDK_JAVA_OPTIONS: `-Djavax.net.ssl.trustStore=${good}` },
      },
    ]);
    expect(modelled, JSON.stringify(said, undefined, 1)).toEqual(seen);
    expect(seen).toMatchObject({
      JKS: 'trusts',
      'PKCS #12 in the clear': 'trusts',
      'PKCS #12 with a password': 'does not',
      'PKCS #12 with a password, opened': 'trusts',
      'JKS with another password, opened': 'trusts',
      missing: 'does not',
    });
  },
  120_000,
);
