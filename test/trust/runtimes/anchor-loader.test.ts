import { expect, it } from 'vitest';
import { AnchorLoader } from '../../../src/trust/runtimes/anchor-loader.ts';
import { file, folder } from '../../../src/trust/runtimes/choice.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { hostFolder } from '../../support/trust-laboratory/host-folder.ts';

const { pem, privateKeyPem } = createCertificate();

it('reads a place as its parser does, and what several share once', () => {
  const host = hostFolder({ '/f': pem });
  let reads = 0;
  const loader = new AnchorLoader({ ...host, read: (path) => (reads++, host.read(path)) });
  expect(loader.load(file('/f', 'go-lenient')).certificates).toHaveLength(1);
  expect(loader.load(file('/f', 'go-lenient')).certificates).toHaveLength(1);
  expect(reads).toBe(1);
  expect(loader.load(file('/none', 'go-lenient')).problem).toBe('cannot be read (ENOENT)');
});

it('does without a damaged file of a folder, but a store ends its search for a hash there', () => {
  const loader = new AnchorLoader(
    hostFolder({ '/d/00000000.0': 'x', '/d/00000000.1': pem, '/d/00000002.7': pem }),
  );
  expect(loader.load(folder('/d', 'openssl-hashed')).certificates).toHaveLength(1);
  expect(loader.load(folder('/d', 'openssl-store', { names: 'hashed-any' })).certificates).toHaveLength(1);
  expect(loader.load(folder('/none', 'openssl-hashed')).problem).toContain('is not there');
});

it('refuses a bundle that is too large to be one', () => {
  const loader = new AnchorLoader(hostFolder({ '/f': Buffer.alloc(16 * 1024 * 1024 + 1) }));
  expect(loader.load(file('/f', 'gnutls')).problem).toBe('is too large for a bundle');
});

it('finds the certificates among the bytes of a program, and no keys', () => {
  const program = `\0\u0001${pem}\0${privateKeyPem}\0-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n`;
  const loader = new AnchorLoader(hostFolder({ '/node': program }));
  expect(loader.builtIn('/node').certificates).toHaveLength(1);
  expect(loader.builtIn('/none').problem).toContain('ENOENT');
});
