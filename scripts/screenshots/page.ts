// The page of the program as it runs, in the browser that this machine has. What it looks at is made on the spot: a host's
// files in a folder, and servers behind a proxy that leads every name to them.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { launchBrowser } from '../../test/support/browser.ts';
import { createCertificate, type GeneratedCertificate } from '../../test/support/certificate-factory.ts';
import { serveBehindProxy } from './behind-proxy.ts';

const ROOT = join(import.meta.dirname, '../..');
const DAY = 86_400;
const now = Math.floor(Date.now() / 1000);
const host = mkdtempSync(join(tmpdir(), 'tls-cert-exporter-screenshots-'));

const root = createCertificate({
  subject: [
    ['CN', 'Example Root CA'],
    ['O', 'Example'],
  ],
  isAuthority: true,
  notBefore: now - 2000 * DAY,
  notAfter: now + 1650 * DAY,
});
const issuing = createCertificate({
  subject: [
    ['CN', 'Example Issuing CA 3'],
    ['O', 'Example'],
  ],
  isAuthority: true,
  issuer: root,
  notBefore: now - 700 * DAY,
  notAfter: now + 1125 * DAY,
});

/** A server's certificate by the issuing authority, with so many days left of so many. */
function leaf(
  name: string,
  left: number,
  of = 90,
  key: 'ec-p256' | 'rsa-2048' = 'ec-p256',
): GeneratedCertificate {
  return createCertificate({
    subject: name,
    sans: [`DNS:${name}`],
    issuer: issuing,
    key,
    notBefore: Math.round(now + (left - of) * DAY),
    notAfter: Math.round(now + left * DAY),
  });
}

const shop = leaf('shop.example.com', 5.4);
const renewedApi = leaf('api.example.com', 89.5);
const servers = {
  'www.example.com:443': leaf('www.example.com', 62.3),
  'shop.example.com:443': shop,
  // Renewed on disk, and the server was not reloaded.
  'api.example.com:443': leaf('api.example.com', 12.2),
  'ldap.internal:636': leaf('ldap.internal', -2.1, 365, 'rsa-2048'),
};

const chain = (certificate: GeneratedCertificate): string => certificate.pem + issuing.pem;

const files: Readonly<Record<string, string>> = {
  '/etc/nginx/tls/www.crt': chain(servers['www.example.com:443']),
  '/etc/nginx/tls/shop.crt': chain(shop),
  '/etc/nginx/tls/api.crt': chain(renewedApi),
  '/etc/ldap/tls/ldap.crt': chain(servers['ldap.internal:636']),
  '/etc/postfix/tls/mail.crt': chain(leaf('mail.example.com', 33.7)),
  '/etc/pki/corp/corp-root.pem': root.pem,
  '/etc/haproxy/certs/legacy.pem': shop.pem.replace(/\n.{8}/, '\n!!!!!!!!'),
  '/etc/openvpn/server.crt': leaf('vpn.example.com', 247, 365, 'rsa-2048').pem,
};

/** Listens on a free port of the loopback address. */
const identities = Object.entries(servers).map(
  ([target, certificate]) => [target, { cert: chain(certificate), key: certificate.privateKeyPem }] as const,
);
const proxyPort = await serveBehindProxy(Object.fromEntries(identities));

for (const [path, text] of Object.entries(files)) {
  mkdirSync(join(host, dirname(path)), { recursive: true });
  writeFileSync(join(host, path), text);
}
const config = join(host, 'config.yml');
writeFileSync(
  config,
  JSON.stringify({
    root: host,
    sources: [{ name: 'servers', include: Object.keys(files) }],
    handshake: {
      modules: {
        default: {
          ca_file: join(host, 'etc/pki/corp/corp-root.pem'),
          proxy: `http://127.0.0.1:${proxyPort}`,
        },
      },
      targets: Object.keys(servers).map((target) => ({
        target,
        ...(target === 'api.example.com:443' && { stored: '/etc/nginx/tls/api.crt' }),
      })),
    },
  }),
);

/** Starts the exporter, and waits until each target has been dialled; its address. */
async function start(): Promise<{ exporter: ChildProcess; url: string }> {
  const args = ['src/main.ts', `--config.file=${config}`, '--web.listen-address=127.0.0.1:0'];
  const exporter = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(exporter.stderr).on('line', (line) => {
      const port = /Listening on.*address=\S*:(\d+)/.exec(line)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
    exporter.once('exit', () => reject(new Error('the exporter ended before it listened')));
  });
  const isComplete = async (): Promise<boolean> => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return (text.match(/^tls_handshake_success\{/gm)?.length ?? 0) === Object.keys(servers).length;
  };
  while (!(await isComplete())) await new Promise((resolve) => setTimeout(resolve, 100));
  return { exporter, url };
}

const { exporter, url } = await start();
const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1180, height: 1370 }, colorScheme: 'light' });
  await page.goto(url);
  mkdirSync(join(ROOT, 'docs/images'), { recursive: true });
  await page.screenshot({ path: join(ROOT, 'docs/images/page.png') });
} finally {
  await browser.close();
  exporter.kill();
  rmSync(host, { recursive: true });
}
process.exit(0);
