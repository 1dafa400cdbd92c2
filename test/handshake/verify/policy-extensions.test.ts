import { expect, it } from 'vitest';
import { PathCertificate } from '../../../src/handshake/verify/path-certificate.ts';
import { extension } from '../../support/certificate-factory.ts';
import { NOW } from '../../support/chain-faults.ts';
import { implicit, sequence } from '../../support/der-writer.ts';
import { read } from '../../support/judged-chain.ts';
import { authority } from '../../support/pki.ts';
import { policyExtensions } from '../../support/policies.ts';

it('reads policies, mappings and constraints', () => {
  const said = {
    policies: ['1.2.3', '2.5.29.32.0'],
    mappings: [['1.2.3', '1.2.4']] as const,
    requireExplicitPolicy: 0,
    inhibitPolicyMapping: 2,
    inhibitAnyPolicy: 300,
  };
  const { extensions } = read(authority('CA', { notAfter: NOW, extensions: policyExtensions(said) }));
  expect(extensions).toMatchObject(said);
});

it('says nothing where a certificate says nothing', () => {
  const { extensions } = read(authority('CA'));
  expect([extensions.policies, extensions.mappings, extensions.requireExplicitPolicy]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it('refuses a count below zero', () => {
  const { der } = authority('CA', {
    extensions: [extension('2.5.29.36', sequence(implicit(0, Buffer.of(0xff))))],
  });
  expect(PathCertificate.read(der)).toContain('is no number from 0 on');
});
