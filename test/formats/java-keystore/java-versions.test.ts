import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openKeystore } from '../../../src/formats/open-keystore.ts';
import { Passphrase } from '../../../src/formats/passphrase.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { programMissing } from '../../support/programs.ts';
import { endsByOpenssl, runTool } from '../../support/rival-inputs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const JVMS = '/usr/lib/jvm';

/** Every keytool that is installed, each once. */
function keytools(): string[] {
  if (!existsSync(JVMS)) return [];
  const paths = readdirSync(JVMS).map((name) => join(JVMS, name, 'bin/keytool'));
  return [...new Set(paths.filter((path) => existsSync(path)).map((path) => realpathSync(path)))];
}

/** As JDK 8 wrote PKCS#12 (JDK-8153005): RC2 and triple DES. */
const OLD = '-J-Dkeystore.pkcs12.legacy';

describe.skipIf(programMissing('keytool') || programMissing('openssl'))('keystores of each JDK', () => {
  it.each(
    keytools().flatMap((keytool) =>
      [['JKS'], ['JCEKS'], ['PKCS12'], ['PKCS12', OLD]].map(([type = '', ...more]) => ({
        keytool,
        type,
        more,
      })),
    ),
  )(
    '$keytool, $type $more',
    ({ keytool, type, more }) => {
      const folder = temporaryFolder();
      const store = ['-keystore', 'store', '-storetype', type, '-storepass', 'changeit'];
      const key = ['-alias', 'web', '-keyalg', 'EC', '-dname', 'CN=web', '-validity', '123'];
      runTool(folder, keytool, [...more, '-genkeypair', ...key, '-keypass', 'changeit', ...store]);
      const opened = openKeystore(readFileSync(join(folder, 'store')), {
        passphrases: [new Passphrase('changeit')],
        isExpected: true,
      });
      expect(opened?.findings).toEqual([]);
      const reader = new CertificateReader();
      const ends = opened?.certificates.map(({ der }) => reader.read(Buffer.from(der)).certificate?.notAfter);
      expect(ends).toEqual(endsByOpenssl(runTool(folder, keytool, ['-list', '-rfc', ...store])));
      expect(ends).toHaveLength(1);
    },
    120_000,
  );
});
