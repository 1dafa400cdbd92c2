import { expect, it } from 'vitest';
import { certificates } from '../../src/metrics/certificates.ts';
import { parseSamples } from '../support/exposition.ts';
import { certificateWith, foundAt, sourceState } from '../support/inventory.ts';
import { renderedSources } from '../support/rendered.ts';

it('has three series for each certificate, with exact values', async () => {
  const found = foundAt('/etc/a.crt', {
    notBefore: -62_135_596_800,
    notAfter: 253_402_300_799,
    sans: ['DNS:a.example.com', 'IP:192.0.2.1'],
  });
  const text = await renderedSources(sourceState({ certificates: [found] }));
  const shared =
    'source="test",path="/etc/a.crt",role="leaf",subject="CN=www.example.com,O=Example",position="0"';
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  expect(lines).toEqual([
    `tls_cert_not_after_timestamp_seconds{${shared}} 253402300799`,
    `tls_cert_not_before_timestamp_seconds{${shared}} -62135596800`,
    `tls_cert_info{${shared},index="0",issuer="CN=ca.example.com",serial_number="0a1b",fingerprint_sha256="${'ab'.repeat(32)}",sans="DNS:a.example.com,IP:192.0.2.1",public_key="ECDSA P-256",signature_algorithm="ECDSA-SHA256"} 1`,
    '',
  ]);
});

it('has only the labels that apply to the place', async () => {
  const location = { target: 'a.example.com:443', module: 'default', address: '192.0.2.1' };
  const found = { certificate: certificateWith(), location, index: 0, position: 0 };
  const [sample] = parseSamples(await renderedSources(sourceState({ certificates: [found] })));
  const names = ['source', 'target', 'module', 'address', 'role', 'subject', 'position'];
  expect(sample?.labels.map(([name]) => name)).toEqual(names);
});

it('takes the role that the place gives before that of the certificate', async () => {
  const found = { ...foundAt('/a', { role: 'root' }), role: 'leaf' as const };
  expect(await renderedSources(sourceState({ certificates: [found] }))).toContain('role="leaf"');
});

it('declares every label that it has', () => {
  const found = foundAt('/a');
  for (const family of certificates.families) {
    const labels = {
      ...certificates.sharedLabels(found, sourceState()),
      ...family.ownLabels?.(found),
    };
    expect(family.labels).toEqual(Object.keys(labels));
  }
});

it('leaves out a value that is not a number', async () => {
  const text = await renderedSources(
    sourceState({ certificates: [foundAt('/a', { notAfter: Number.NaN })] }),
  );
  expect(parseSamples(text).map(({ name }) => name)).toEqual([
    'tls_cert_not_before_timestamp_seconds',
    'tls_cert_info',
  ]);
});
