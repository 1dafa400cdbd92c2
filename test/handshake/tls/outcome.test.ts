import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { createCertificate } from '../../support/certificate-factory.ts';
import { dialPort, verdict } from '../../support/dialling.ts';
import { opensslServer } from '../../support/openssl-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type Meddler, relay, tlsServer } from '../../support/tls-servers.ts';

function clientCertificate() {
  const folder = temporaryFolder();
  const client = createCertificate({ subject: 'client' });
  const files = { certFile: join(folder, 'tls.crt'), keyFile: join(folder, 'tls.key') };
  writeFileSync(files.certFile, client.pem);
  writeFileSync(files.keyFile, client.privateKeyPem);
  return { files, client };
}

for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
  const flag = `-${version.toLowerCase().replace('v', '').replace('.', '_')}`;
  const versions = { minVersion: version, maxVersion: version };

  it(`sees the refusal for want of a client certificate (${version})`, async () => {
    await using server = await opensslServer([flag, '-Verify', '1']);
    const { wire, ...observation } = await dialPort(server.port);
    expect(verdict(observation)).toBe('tls: client_certificate_required');
    expect(wire).toMatchObject({ clientCertificateRequested: true, servedCount: 2 });
  });

  it(`takes a connection that is closed at once for the same refusal (${version})`, async () => {
    await using server = await tlsServer({
      ...versions,
      requestCert: true,
      rejectUnauthorized: false,
      serve: (socket) => socket.destroy(),
    });
    expect(verdict(await dialPort(server.port))).toBe('tls: client_certificate_required');
  });

  it(`sees that a client certificate is refused (${version})`, async () => {
    const { files } = clientCertificate();
    await using server = await opensslServer([flag, '-Verify', '1', '-verify_return_error']);
    const observation = await dialPort(server.port, { clientCertificate: files });
    expect(verdict(observation)).toBe('tls: client_certificate_required');
    expect(observation.failure?.detail).toMatch(/alert (unknown_ca|bad_certificate|certificate_unknown)/);
  });

  it(`completes with a client certificate that is accepted (${version})`, async () => {
    const { files, client } = clientCertificate();
    await using server = await tlsServer({ ...versions, requestCert: true, ca: client.pem });
    const { wire, ...observation } = await dialPort(server.port, { clientCertificate: files });
    expect(verdict(observation)).toBe('completed');
    expect(wire?.clientCertificateRequested).toBe(true);
  });

  it(`completes where a client certificate is asked for and not demanded (${version})`, async () => {
    await using server = await tlsServer({ ...versions, requestCert: true, rejectUnauthorized: false });
    expect(verdict(await dialPort(server.port))).toBe('completed');
  });

  it(`takes data for acceptance (${version})`, async () => {
    await using server = await tlsServer({
      ...versions,
      requestCert: true,
      rejectUnauthorized: false,
      serve: (socket) => socket.write('220 mail.example\r\n'),
    });
    expect(verdict(await dialPort(server.port))).toBe('completed');
  });
}

it('takes silence for acceptance, where there is no ticket either', async () => {
  await using server = await opensslServer(['-tls1_3', '-verify', '1', '-num_tickets', '0']);
  expect(verdict(await dialPort(server.port))).toBe('completed');
});

it.each([
  ['-tls1_2', false],
  ['-tls1_3', true],
] as const)('waits long for a refusal only where the server judges last (%s)', async (version, isLong) => {
  await using server = await opensslServer([version, '-verify', '1', '-num_tickets', '0']);
  const waits = vi.spyOn(globalThis, 'setTimeout');
  try {
    expect(verdict(await dialPort(server.port))).toBe('completed');
    // Half a second would be a place in the queue that every other target waits for.
    const isBeforeDeadline = (wait = 0): boolean => wait >= 500 && wait < 20_000;
    expect(waits.mock.calls.some(([, wait]) => isBeforeDeadline(wait))).toBe(isLong);
  } finally {
    waits.mockRestore();
  }
});

it('waits as long for a refusal as the way there and back takes', async () => {
  await using server = await opensslServer(['-tls1_3', '-Verify', '1']);
  const slowly = (): Meddler => (bytes, client) => setTimeout(() => client.write(bytes), 1500);
  await using far = await relay(server.port, slowly);
  expect(verdict(await dialPort(far.port))).toBe('tls: client_certificate_required');
});

it('tells a far end that goes away in good order from one that tears down', async () => {
  await using server = await tlsServer();
  await using closing = await relay(server.port, () => (_bytes, client) => client.end());
  expect(verdict(await dialPort(closing.port))).toBe('tls: closed');
  await using resetting = await relay(server.port, () => (_bytes, client) => client.resetAndDestroy());
  expect(verdict(await dialPort(resetting.port))).toBe('tls: connection_reset');
});
