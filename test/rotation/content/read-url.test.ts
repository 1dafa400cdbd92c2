import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { RotationOrigin } from '../../../src/model/rotation.ts';
import { readContent } from '../../../src/rotation/content/read-content.ts';
import { createCertificate, createChain } from '../../support/certificate-factory.ts';
import { httpProxy } from '../../support/http-proxy.ts';
import { type HttpsOrigin, httpsOrigin } from '../../support/https-origin.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

type UrlOrigin = Extract<RotationOrigin, { type: 'url' }>;

const BODY = createCertificate({ subject: 'New Root', isAuthority: true }).pem;
const SHA256 = createHash('sha256').update(BODY).digest('hex');

const serving =
  (body: string | Buffer = BODY): RequestListener =>
  (_, response) => {
    response.end(body);
  };

async function refused(server: HttpsOrigin, changes: Partial<UrlOrigin> = {}, maxBytes = 65_536) {
  const content = await read(server, changes, maxBytes);
  return 'refused' in content
    ? content.refused.replaceAll(`localhost:${server.port}`, 'localhost:PORT')
    : 'accepted';
}

function read(server: HttpsOrigin, changes: Partial<UrlOrigin> = {}, maxBytes = 65_536, environment = {}) {
  const origin: UrlOrigin = {
    type: 'url',
    url: `${server.url}/roots.pem`,
    sha256: SHA256,
    signature: undefined,
    caFile: server.caFile,
    timeout: 20,
    ...changes,
  };
  return readContent(origin, { maxBytes, signal: new AbortController().signal, environment });
}

const AT = 'https://localhost:PORT/roots.pem';

describe('what comes by HTTPS and is not what was meant is refused', () => {
  it('another hash, which is told', async () => {
    const server = await httpsOrigin(serving(`${BODY}\n`));
    const other = createHash('sha256').update(`${BODY}\n`).digest('hex');
    expect(await refused(server)).toBe(
      `${AT} is not what was pinned: its SHA-256 is ${other}, expected ${SHA256}`,
    );
  });

  it('nothing to hold it against', async () => {
    const server = await httpsOrigin(serving());
    expect(await refused(server, { sha256: undefined })).toContain('neither a SHA-256 nor a signature');
    expect(server.asked).toEqual([]);
  });

  it('the right hash over what does not parse', async () => {
    const server = await httpsOrigin(serving('<html>'));
    const sha256 = createHash('sha256').update('<html>').digest('hex');
    expect(await refused(server, { sha256 })).toBe(
      `${AT} begins like an HTML or XML page and holds no PEM block`,
    );
  });

  it('http, before anybody is asked', async () => {
    const server = await httpsOrigin(serving());
    const url = server.url.replace('https', 'http');
    expect(await refused(server, { url })).toBe('http://localhost:PORT/ is not https');
    expect(server.sockets.size).toBe(0);
  });

  it('any other status', async () => {
    const server = await httpsOrigin((_, response) => response.writeHead(404).end(BODY));
    expect(await refused(server)).toBe(`${AT} answers with status 404`);
  });

  it('a part of it', async () => {
    const server = await httpsOrigin((_, response) => response.writeHead(206).end(BODY));
    expect(await refused(server)).toBe(`${AT} answers with status 206`);
  });
});

describe('redirects', () => {
  it('are followed three times', async () => {
    const server = await httpsOrigin((request, response) => {
      const count = Number(request.url?.slice(2) || 0);
      if (count === 3) response.end(BODY);
      else response.writeHead([301, 307, 308][count] ?? 302, { location: `/r${count + 1}` }).end();
    });
    expect(await refused(server, { url: `${server.url}/r0` })).toBe('accepted');
  });

  it('are not followed for ever', async () => {
    const server = await httpsOrigin((_, response) => response.writeHead(302, { location: '/again' }).end());
    expect(await refused(server)).toBe(
      `${AT} redirects more than 3 times, last to https://localhost:PORT/again`,
    );
    expect(server.asked).toHaveLength(4);
  });

  it.each([
    ['http://localhost/x?token=1', 'http://localhost/x?…'],
    ['file:///etc/passwd', 'file:///etc/passwd'],
    ['//user:secret@localhost:1/x', undefined],
  ])('to %s are not followed to anything but HTTPS', async (location, shownAs) => {
    const server = await httpsOrigin((_, response) => response.writeHead(302, { location }).end());
    const told = await refused(server);
    expect(told).not.toMatch(/secret|token/);
    if (shownAs !== undefined) expect(told).toBe(`${AT} redirects to ${shownAs}, which is not https`);
    else expect(told).toMatch(/cannot be downloaded: .*ECONNREFUSED/);
  });

  it('without a place lead nowhere', async () => {
    const server = await httpsOrigin((_, response) => response.writeHead(302).end());
    expect(await refused(server)).toBe(`${AT} redirects to nowhere (status 302)`);
  });

  it('take no password to another server, and keep it on the same', async () => {
    const other = await httpsOrigin(serving());
    const server = await httpsOrigin((request, response) => {
      const location = request.url === '/first' ? '/second' : `${other.url}/x`;
      response.writeHead(302, { location }).end();
    });
    const url = `https://user:secret@localhost:${server.port}/first`;
    expect(await refused(server, { url })).toBe('accepted');
    const authorization = `Basic ${btoa('user:secret')}`;
    expect(server.asked.map(({ headers }) => headers.authorization)).toEqual([authorization, authorization]);
    expect(other.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});

describe('bodies that are too large', () => {
  it('are not begun where their length is told', async () => {
    const server = await httpsOrigin((_, response) => {
      response.writeHead(200, { 'content-length': 1e12 }).flushHeaders();
    });
    expect(await refused(server)).toBe(`${AT} has more than 65536 bytes`);
  });

  it('are given up where it is not, however long they go on', async () => {
    const server = await httpsOrigin((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384, 'a')));
      };
      response.on('drain', more);
      more();
    });
    expect(await refused(server)).toBe(`${AT} has more than 65536 bytes`);
    await vi.waitFor(() => expect(server.sockets.size).toBe(0), { timeout: 10_000 });
  });

  it('may have just as many bytes as are allowed', async () => {
    const server = await httpsOrigin(serving());
    expect(await refused(server, {}, Buffer.byteLength(BODY))).toBe('accepted');
    expect(await refused(server, {}, Buffer.byteLength(BODY) - 1)).toContain('has more than');
  });

  it('are never decompressed, whatever they would become', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const server = await httpsOrigin((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    expect(await refused(server, {}, 10_000_000)).toBe(`${AT} answers with content that is encoded (gzip)`);
    expect(server.asked[0]?.headers['accept-encoding']).toBe('identity');
  });

  it('are seen through where they come compressed and say nothing of it', async () => {
    const packed = gzipSync(BODY);
    const server = await httpsOrigin(serving(packed));
    const sha256 = createHash('sha256').update(packed).digest('hex');
    expect(await refused(server, { sha256 })).toBe(`${AT} is compressed (gzip), not PEM`);
  });
});

describe('connections that do not hold', () => {
  it('a body that trickles is given up after the time for all of it', async () => {
    const server = await httpsOrigin((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    expect(await refused(server, { timeout: 0.3 })).toBe(
      `${AT} was not read to its end: it took longer than 0.3 s`,
    );
    await vi.waitFor(() => expect(server.sockets.size).toBe(0), { timeout: 10_000 });
  });

  it('a server that never answers', async () => {
    const server = await httpsOrigin(() => {});
    expect(await refused(server, { timeout: 0.2 })).toContain('it took longer than 0.2 s');
  });

  it('a run that is stopped', async () => {
    const stop = new AbortController();
    const server = await httpsOrigin(() => stop.abort());
    const origin = { url: `${server.url}/x`, sha256: SHA256, signature: undefined, caFile: server.caFile };
    const content = await readContent(
      { type: 'url', timeout: 20, ...origin },
      { maxBytes: 1000, signal: stop.signal },
    );
    expect(content).toEqual({
      refused: `${server.url}/x was not read to its end: the run was stopped`,
    });
  });

  it('a body that ends too soon', async () => {
    const server = await httpsOrigin((_, response) => {
      response.writeHead(200, { 'content-length': BODY.length });
      response.write(BODY.slice(0, 100), () => response.destroy());
    });
    expect(await refused(server)).toMatch(/cannot be downloaded: (?:aborted|socket hang up)/);
  });

  it('nobody listens', async () => {
    const server = await httpsOrigin(serving());
    expect(await refused(server, { url: 'https://localhost:1/roots.pem' })).toMatch(
      /^https:\/\/localhost:1\/roots.pem cannot be downloaded: .*ECONNREFUSED/,
    );
  });

  it('names and passwords are never told', async () => {
    const server = await httpsOrigin((_, response) => response.writeHead(401).end());
    const url = `https://user:secret@localhost:${server.port}/roots.pem?token=abc#frag`;
    expect(await refused(server, { url })).toBe(`${AT}?… answers with status 401`);
  });
});

describe('servers that are not who they say', () => {
  it('are by an authority that is not trusted', async () => {
    const server = await httpsOrigin(serving());
    expect(await refused(server, { caFile: undefined })).toMatch(/cannot be downloaded: .*certificate/);
    expect(server.asked).toEqual([]);
  });

  it('also where Node is told not to look', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const server = await httpsOrigin(serving());
    expect(await refused(server, { caFile: undefined })).toMatch(/cannot be downloaded/);
  });

  it('have another name', async () => {
    const server = await httpsOrigin(serving(), createChain({ sans: ['DNS:elsewhere.example'] }));
    expect(await refused(server)).toMatch(/does not match certificate's altnames.*elsewhere\.example/);
  });

  it('have a certificate that has expired', async () => {
    const server = await httpsOrigin(
      serving(),
      createChain({ sans: ['DNS:localhost'], notAfter: 1_740_000_000 }),
    );
    expect(await refused(server)).toBe(`${AT} cannot be downloaded: certificate has expired`);
  });

  it('speak TLS 1.1', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const server = await httpsOrigin(serving(), undefined, old);
    expect(await refused(server)).toMatch(/cannot be downloaded/);
  });

  it('cannot be verified by a file that holds no certificates', async () => {
    const server = await httpsOrigin(serving());
    const caFile = join(temporaryFolder(), 'ca.pem');
    writeFileSync(caFile, 'nothing');
    expect(await refused(server, { caFile })).toBe(`${caFile} holds no PEM block`);
    expect(await refused(server, { caFile: '/nowhere/ca.pem' })).toBe('/nowhere/ca.pem does not exist');
  });
});

describe('detached signatures', () => {
  const keys = {
    Ed25519: generateKeyPairSync('ed25519'),
    ECDSA: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  };
  const signatureOf = (body: string, { privateKey }: { privateKey: KeyObject }) =>
    sign(privateKey.asymmetricKeyType === 'ed25519' ? null : 'sha256', Buffer.from(body), privateKey);

  /** Reads a body with what stands at `/roots.pem.sig`. */
  async function readSigned(
    signature: Buffer | string,
    keyText: string | Buffer,
    more: Partial<UrlOrigin> = {},
  ) {
    const server = await httpsOrigin((request, response) => {
      response.end(request.url?.endsWith('.sig') ? signature : BODY);
    });
    const publicKeyFile = join(temporaryFolder(), 'key.pub');
    writeFileSync(publicKeyFile, keyText);
    const told = await refused(server, {
      sha256: undefined,
      signature: { url: `${server.url}/roots.pem.sig`, publicKeyFile },
      ...more,
    });
    return told.replaceAll(publicKeyFile, 'KEY');
  }
  const publicPem = ({ publicKey }: { publicKey: KeyObject }) =>
    publicKey.export({ type: 'spki', format: 'pem' });

  it.each(Object.entries(keys))('by %s are accepted, raw and in Base64', async (_, pair) => {
    const signature = signatureOf(BODY, pair);
    expect(await readSigned(signature, publicPem(pair))).toBe('accepted');
    expect(await readSigned(`${signature.toString('base64')}\n`, publicPem(pair))).toBe('accepted');
  });

  it.each(Object.entries(keys))('by %s over something else are refused', async (_, pair) => {
    const signature = signatureOf(`${BODY}x`, pair);
    expect(await readSigned(signature, publicPem(pair))).toBe(
      `${AT} is not signed by the key in KEY: the signature at ${AT}.sig does not fit`,
    );
  });

  it('by somebody else are refused, and so is what is none', async () => {
    const signature = signatureOf(BODY, generateKeyPairSync('ed25519'));
    for (const wrong of [signature, '', 'no signature', Buffer.alloc(64), Buffer.alloc(5000)])
      expect(await readSigned(wrong, publicPem(keys.Ed25519))).toContain('is not signed by the key');
    expect(await readSigned(Buffer.alloc(20_000), publicPem(keys.Ed25519))).toContain(
      'has more than 16384 bytes',
    );
  });

  it('do not stand in for a hash that is pinned as well', async () => {
    const signature = signatureOf(BODY, keys.Ed25519);
    const pinned = { sha256: '0'.repeat(64) };
    expect(await readSigned(signature, publicPem(keys.Ed25519), pinned)).toContain('is not what was pinned');
    expect(await readSigned(signature, publicPem(keys.Ed25519), { sha256: SHA256 })).toBe('accepted');
    expect(await readSigned('x', publicPem(keys.Ed25519), { sha256: SHA256 })).toContain('is not signed');
  });

  it('need a public key, and never take a private one', async () => {
    const signature = signatureOf(BODY, keys.Ed25519);
    const secret = keys.Ed25519.privateKey.export({ type: 'pkcs8', format: 'pem' });
    const answer = `${AT} cannot be verified: KEY is not PEM with one PUBLIC KEY and nothing else`;
    expect(await readSigned(signature, secret)).toBe(answer);
    expect(await readSigned(signature, publicPem(keys.Ed25519).toString() + secret.toString())).toBe(answer);
    expect(await readSigned(signature, BODY)).toBe(answer);
    expect(await readSigned(signature, '')).toBe(answer);
    const damaged = publicPem(keys.Ed25519).toString().replace('MCow', 'MCoo');
    expect(await readSigned(signature, damaged)).toContain('holds a PUBLIC KEY that cannot be read');
  });

  it('need a key that is good enough', async () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
    expect(await readSigned(signatureOf(BODY, short), publicPem(short))).toContain(
      'KEY holds an RSA key of 1024 bits: expected 2048',
    );
    const other = generateKeyPairSync('x25519');
    expect(await readSigned('x', publicPem(other))).toContain('a key of the kind x25519');
  });

  it('are downloaded by HTTPS, too', async () => {
    const server = await httpsOrigin(serving());
    const publicKeyFile = join(temporaryFolder(), 'key.pub');
    writeFileSync(publicKeyFile, publicPem(keys.Ed25519));
    const signature = { url: 'http://localhost/sig', publicKeyFile };
    expect(await refused(server, { signature })).toBe(
      `${AT} cannot be verified: http://localhost/sig is not https`,
    );
  });
});

it('reads what is as it should be', async () => {
  const server = await httpsOrigin(serving(`# comment\n${BODY}`));
  const sha256 = createHash('sha256').update(`# comment\n${BODY}`).digest('hex');
  const content = await read(server, { sha256 });
  expect('refused' in content ? content : content.bytes.toString()).toBe(BODY);
  expect(server.asked[0]?.headers['user-agent']).toBe('tls-cert-exporter');
});

it('goes through the proxy that the environment names', async () => {
  const server = await httpsOrigin(serving());
  await using proxy = await httpProxy();
  const environment = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
  const content = await read(server, {}, 65_536, environment);
  expect('refused' in content ? content.refused : 'accepted').toBe('accepted');
  expect(proxy.asked).toEqual([`localhost:${server.port}`]);
});
