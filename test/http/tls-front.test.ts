import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { request } from 'node:https';
import { createConnection } from 'node:net';
import { type ConnectionOptions, connect } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { createCertificate, type GeneratedCertificate } from '../support/certificate-factory.ts';
import { newKey } from '../support/certificate-keys.ts';
import { startTestServer } from '../support/http-server.ts';
import { programMissing } from '../support/programs.ts';
import { TLS, webConfigFolder } from '../support/web-config.ts';

type Answer = { readonly status: number; readonly text: string };

/** One request on a connection of its own. */
async function ask(url: string, options: ConnectionOptions = {}): Promise<Answer> {
  const sent = request(`${url}/-/healthy`, { agent: false, rejectUnauthorized: false, ...options });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const piece of response) text += String(piece);
  return { status: response.statusCode ?? 0, text };
}

/** What a handshake alone shows. */
async function shake(port: number, options: ConnectionOptions = {}) {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'secureConnect');
  const answer = {
    subject: socket.getPeerX509Certificate()?.subject,
    protocol: socket.getProtocol(),
    cipher: socket.getCipher().name,
    alpn: socket.alpnProtocol,
  };
  socket.destroy();
  return answer;
}

const client = (issuer: GeneratedCertificate, ...sans: string[]): ConnectionOptions => {
  const { pem, privateKeyPem } = createCertificate({
    subject: 'client',
    issuer,
    sans,
    key: newKey('ec-p256'),
  });
  return { cert: pem, key: privateKeyPem };
};

it('serves HTTP over TLS', async () => {
  const { url } = await startTestServer({}, webConfigFolder().write(TLS));
  expect(url).toContain('https:');
  expect(await ask(url)).toEqual({ status: 200, text: 'Healthy.\n' });
});

it('takes a renewed certificate from the next connection on', async () => {
  const { write, renew } = webConfigFolder();
  const { port } = await startTestServer({}, write(TLS));
  expect((await shake(port)).subject).toBe('CN=first.example.com');
  renew('second.example.com');
  expect((await shake(port)).subject).toBe('CN=second.example.com');
});

it.skipIf(programMissing('openssl'))('shows the renewed certificate to openssl s_client', async () => {
  const { spawn } = await import('node:child_process');
  const { write, renew } = webConfigFolder();
  const { port } = await startTestServer({}, write(TLS));
  renew('third.example.com');
  const child = spawn('openssl', ['s_client', '-connect', `127.0.0.1:${port}`], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.end();
  let output = '';
  for await (const piece of child.stdout) output += String(piece);
  expect(output).toMatch(/subject=CN ?= ?third\.example\.com/);
});

it('keeps the certificate that it has while the new one has no key to it', async () => {
  const { write, renew } = webConfigFolder();
  const { port, lines } = await startTestServer({}, write(TLS));
  const next = createCertificate({ subject: 'half.example.com', key: newKey('ec-p256') });
  write(next.pem, 'server.crt');
  expect((await shake(port)).subject).toBe('CN=first.example.com');
  expect(lines).toContainEqual(expect.objectContaining({ level: 'error' }));
  write(next.privateKeyPem, 'server.key');
  expect((await shake(port)).subject).toBe('CN=half.example.com');
  expect(renew).toBeDefined();
});

it('speaks TLS 1.2 and 1.3 unless told otherwise', async () => {
  const { port } = await startTestServer({}, webConfigFolder().write(TLS));
  expect((await shake(port)).protocol).toBe('TLSv1.3');
  expect((await shake(port, { maxVersion: 'TLSv1.2' })).protocol).toBe('TLSv1.2');
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  await expect(shake(port, old)).rejects.toThrow(/protocol version/);
});

it('speaks the versions that it is told', async () => {
  const { write } = webConfigFolder();
  const { port } = await startTestServer({}, write(`${TLS}  min_version: TLS13\n`));
  await expect(shake(port, { maxVersion: 'TLSv1.2' })).rejects.toThrow(/protocol version/);
  write(`${TLS}  min_version: TLS10\n  max_version: TLS12\n`);
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  expect((await shake(port, old)).protocol).toBe('TLSv1');
  expect((await shake(port)).protocol).toBe('TLSv1.2');
});

it('offers the suites that it is told, and always those of TLS 1.3', async () => {
  const suites = '  cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]\n';
  const { port } = await startTestServer({}, webConfigFolder().write(TLS + suites));
  expect((await shake(port, { maxVersion: 'TLSv1.2' })).cipher).toBe('ECDHE-ECDSA-AES256-GCM-SHA384');
  const other = { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' } as const;
  await expect(shake(port, other)).rejects.toThrow(/handshake failure/);
  expect((await shake(port, { ciphers: 'TLS_CHACHA20_POLY1305_SHA256' })).protocol).toBe('TLSv1.3');
});

it('agrees on the curves that it is told', async () => {
  const { port } = await startTestServer(
    {},
    webConfigFolder().write(`${TLS}  curve_preferences: [CurveP384]\n`),
  );
  expect((await shake(port, { ecdhCurve: 'P-384' })).protocol).toBe('TLSv1.3');
  await expect(shake(port, { ecdhCurve: 'X25519' })).rejects.toThrow(/handshake failure/);
});

it('requires client certificates of its authority', async () => {
  const { write, authority } = webConfigFolder();
  const policy = '  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.crt\n';
  const { url } = await startTestServer({}, write(TLS + policy));
  expect((await ask(url, client(authority))).status).toBe(200);
  await expect(ask(url)).rejects.toThrow();
  await expect(
    ask(url, client(createCertificate({ subject: 'Other CA', isAuthority: true }))),
  ).rejects.toThrow();
});

it('checks a client certificate only if one is given, where told so', async () => {
  const { write, authority } = webConfigFolder();
  const policy = '  client_auth_type: VerifyClientCertIfGiven\n  client_ca_file: ca.crt\n';
  const { url } = await startTestServer({}, write(TLS + policy));
  expect((await ask(url)).status).toBe(200);
  expect((await ask(url, client(authority))).status).toBe(200);
  const stranger = createCertificate({ subject: 'Other CA', isAuthority: true, key: newKey('ec-p256') });
  await expect(ask(url, client(stranger))).rejects.toThrow();
});

it('requires any client certificate, or none, where told so', async () => {
  const { write } = webConfigFolder();
  const stranger = client(
    createCertificate({ subject: 'Other CA', isAuthority: true, key: newKey('ec-p256') }),
  );
  const { url } = await startTestServer({}, write(`${TLS}  client_auth_type: RequireAnyClientCert\n`));
  expect((await ask(url, stranger)).status).toBe(200);
  await expect(ask(url)).rejects.toThrow();
  write(`${TLS}  client_auth_type: RequestClientCert\n`);
  expect((await ask(url)).status).toBe(200);
});

it('lets in only clients with an allowed name', async () => {
  const { write, authority } = webConfigFolder();
  const policy = '  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.crt\n';
  const { url } = await startTestServer(
    {},
    write(`${TLS}${policy}  client_allowed_sans: [prometheus.example.com]\n`),
  );
  expect((await ask(url, client(authority, 'DNS:prometheus.example.com'))).status).toBe(200);
  await expect(ask(url, client(authority, 'DNS:other.example.com'))).rejects.toThrow();
});

it('speaks HTTP/2 with who likes it, unless told otherwise', async () => {
  const { write } = webConfigFolder();
  const { url, port } = await startTestServer({}, write(TLS));
  const session = connectHttp2(url, { rejectUnauthorized: false });
  onTestFinished(() => session.destroy());
  const stream = session.request({ ':path': '/-/healthy' });
  const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
  expect(headers[':status']).toBe(200);
  write(`${TLS}http_server_config: {http2: false}\n`);
  expect((await shake(port, { ALPNProtocols: ['h2', 'http/1.1'] })).alpn).toBe('http/1.1');
});

it('survives what is no handshake', async () => {
  const { url, port, lines } = await startTestServer({}, webConfigFolder().write(TLS));
  for (const text of ['GET / HTTP/1.1\r\n\r\n', '\x16\x03\x01', '']) {
    const socket = createConnection(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.end(text);
    await once(socket.resume(), 'close');
  }
  expect((await ask(url)).status).toBe(200);
  expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
});
