/**
 * Runs once, before everything else: writes into the volumes what the other services read.
 *
 *   setup.ts            certificates, secrets, and the configuration at the pace of DEMO_PACE
 *   setup.ts renew      a new certificate for shop.example.com alone, as one who got the alert would get
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issue, openAuthority } from './certificates.ts';
import { paced } from './pace.ts';

/** Each folder below is a volume of its own, so that a service has what it needs and no more. */
const VOLUMES = '/demo';
const TLS = join(VOLUMES, 'tls');

/** A minute stands for an hour, unless somebody wants to wait as long as in earnest. */
const pace = Number(process.env['DEMO_PACE'] || 60);

if (!Number.isFinite(pace) || pace < 1 || pace > 60) {
  console.error(`DEMO_PACE: expected a number from 1 (as in earnest) to 60, got ${process.env['DEMO_PACE']}`);
  process.exit(2);
}

const authority = await openAuthority(join(VOLUMES, 'authority'));

if (process.argv[2] === 'renew') {
  await issue(authority, TLS, 'shop.example.com', { from: 0, to: 90 });
  console.log('shop.example.com has a new certificate, valid for 90 days.');
  process.exit(0);
}

await issue(authority, TLS, 'shop.example.com', { from: -84, to: 6 });
await issue(authority, TLS, 'www.example.com', { from: -5, to: 85 });
await issue(authority, TLS, 'mail.example.com', { from: -5, to: 85 });
writeFileSync(join(TLS, 'ca.pem'), `${authority.certificate.toString('pem')}\n`);

writeFolder('/repository/alerts', 'prometheus', (name) => name.endsWith('.rules.yml'));
writeFolder('/repository/alerts', 'alertmanager', (name) => /^alertmanager\.yml$|\.tmpl$/.test(name));
writeFolder('/repository/deploy/compose', 'prometheus', (name) => name === 'prometheus.yml');
writeFolder('/repository/deploy/compose', 'exporter', (name) => name === 'exporter.yml');

// What an operator keeps secret; here everybody may know it.
writeSecret('alertmanager/secrets/smtp-password', 'demo');
writeSecret('relay/dingtalk-url', `http://robot:9203/robot/send?access_token=${'demo'.repeat(16)}`);
writeSecret('relay/dingtalk-secret', `SEC${'0123456789abcdef'.repeat(4)}`);
console.log(
  pace === 1
    ? 'Everything is as in earnest: the alert takes a little more than an hour.'
    : `Durations are divided by ${pace}. The alert for shop.example.com takes a little more than a minute:
  mail    http://localhost:8025
  robot   http://localhost:9203`,
);

/** Copies files of the repository into a folder of the volume, at the pace of the demonstration. */
function writeFolder(from: string, to: string, wanted: (name: string) => boolean): void {
  const folder = join(VOLUMES, to);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(from).filter(wanted)) {
    writeFileSync(join(folder, name), paced(readFileSync(join(from, name), 'utf8'), pace));
  }
}

function writeSecret(path: string, secret: string): void {
  const file = join(VOLUMES, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `${secret}\n`);
}
