/**
 * Serves Secrets as an API server does, over TLS: lists in pages, watches, 410. It stands in for a real one because a
 * process of its own can be told when to change what, and takes seconds to fill and not minutes. `/control/renew`
 * and `/control/touch` change as many Secrets as `?count=` says, the last ones; `/control/expire` ends
 * every watch with 410. It sends its address and the certificate to trust.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createCertificate } from '../../test/support/certificate-factory.ts';
import { authority, server as serverCertificate } from '../../test/support/pki.ts';
import { secretJson } from '../kubernetes/secret-page.ts';

const [, , folder = ''] = process.argv;

const issuer = createCertificate({ subject: 'Example Issuing CA', isAuthority: true });
const { privateKeyPem: privateKey } = createCertificate();
let version = 1000;

interface Known {
  readonly name: string;
  pem: string;
  json: string;
}

const write = (secret: Known, touched = 0): void => {
  const { name, pem } = secret;
  secret.json = secretJson(
    { name, chain: pem + issuer.pem, issuer: issuer.pem, privateKey },
    ++version,
    touched,
  );
};

const secrets = readdirSync(folder).map((file): Known => {
  const secret = {
    name: file.replace('.example.com.crt', ''),
    pem: readFileSync(join(folder, file), 'utf8'),
    json: '',
  };
  write(secret);
  return secret;
});
const watches = new Set<ServerResponse>();

const tell = (type: string, object: string): void => {
  for (const watch of watches) watch.write(`{"type":"${type}","object":${object}}\n`);
};

function change(count: number, renew: boolean): void {
  for (const secret of secrets.slice(-count)) {
    if (renew) secret.pem = createCertificate({ subject: secret.name, issuer }).pem;
    write(secret, version);
    tell('MODIFIED', secret.json);
  }
}

function control(url: URL): void {
  const count = Number(url.searchParams.get('count') ?? 1);
  switch (url.pathname) {
    case '/control/renew':
      return change(count, true);
    case '/control/touch':
      return change(count, false);
    case '/control/expire': {
      const last = secrets.at(-1);
      if (last !== undefined) {
        last.pem = createCertificate({ subject: last.name, issuer }).pem;
        write(last);
      }
      tell('ERROR', '{"kind":"Status","code":410,"reason":"Expired","message":"too old resource version"}');
      for (const watch of watches) watch.end();
    }
  }
}

/** Bytes from which on the real one compresses, and how much it takes the trouble (apiserver, responsewriters). */
const GZIP = { threshold: 128 * 1024, level: 1 };

function list(url: URL, answer: ServerResponse, takesGzip: boolean): void {
  const start = Number(url.searchParams.get('continue') ?? 0);
  const end = start + Number(url.searchParams.get('limit') ?? secrets.length);
  const next = end < secrets.length ? `,"continue":"${end}"` : '';
  const items = secrets.slice(start, end).map(({ json }) => json);
  const body = `{"kind":"SecretList","apiVersion":"v1","metadata":{"resourceVersion":"${version}"${next}},"items":[${items.join(',')}]}`;
  answer.setHeader('content-type', 'application/json');
  if (!takesGzip || body.length < GZIP.threshold) {
    answer.end(body);
    return;
  }
  answer.setHeader('content-encoding', 'gzip');
  answer.end(gzipSync(body, { level: GZIP.level }));
}

const root = authority('Bench cluster CA');
const { pem, privateKeyPem } = serverCertificate({ subject: 'bench', issuer: root, sans: ['IP:127.0.0.1'] });
const server = createServer({ cert: pem, key: privateKeyPem }, (request, answer) => {
  const url = new URL(request.url ?? '', 'https://bench');
  if (url.pathname.startsWith('/control/')) {
    control(url);
    answer.end();
  } else if (url.searchParams.has('watch')) {
    watches.add(answer);
    answer.on('close', () => watches.delete(answer));
    answer.setHeader('content-type', 'application/json');
    answer.flushHeaders();
  } else {
    list(url, answer, request.headers['accept-encoding'] === 'gzip');
  }
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: `https://127.0.0.1:${port}`, authority: root.pem });
});
