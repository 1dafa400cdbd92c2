import { expect, it } from 'vitest';
import { grantAdvice } from '../../../src/kubernetes/answer/grant-advice.ts';
import { SECRETS } from '../../support/kubernetes/following.ts';

const CERTIFICATES = {
  group: 'cert-manager.io',
  version: 'v1',
  resource: 'certificates',
  kind: 'Certificate',
  namespaced: true,
};
const WEBHOOKS = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  resource: 'validatingwebhookconfigurations',
  kind: 'ValidatingWebhookConfiguration',
  namespaced: false,
};

it.each([
  ['User "$(reboot)" cannot list', '--user=USER'],
  ['User "system:serviceaccount:$(reboot):x" cannot list', '--user=USER'],
  ['User "a b" cannot list', '--user=USER'],
  ['User "alice@example.com" cannot list', '--user=alice@example.com'],
  ['User "system:anonymous" cannot list', '--user=system:anonymous'],
  ['User "system:serviceaccount:monitoring:exporter" cannot list', '--serviceaccount=monitoring:exporter'],
  ['no words of RBAC', '--user=USER'],
])('gives no shell anything of %j that is not a name', (message, subject) => {
  expect(grantAdvice(message, { kind: SECRETS, namespace: 'shop' })).toBe(
    `To allow it: kubectl create role tls-cert-exporter-secrets --namespace=shop --verb=list,watch --resource=secrets && kubectl create rolebinding tls-cert-exporter-secrets --namespace=shop --role=tls-cert-exporter-secrets ${subject}.`,
  );
});

it('asks for no more than is needed', () => {
  const commands = (kind: typeof SECRETS, namespace: string | undefined): string =>
    grantAdvice('', { kind, namespace });
  expect(commands(CERTIFICATES, 'shop')).toContain(
    'create role tls-cert-exporter-certificates --namespace=shop --verb=list,watch --resource=certificates.cert-manager.io ',
  );
  expect(commands(CERTIFICATES, undefined)).toContain(
    'create clusterrole tls-cert-exporter-certificates --verb',
  );
  expect(
    grantAdvice('', {
      kind: SECRETS,
      namespace: 'shop',
      fieldSelector: 'type!=Opaque,metadata.name=www-tls',
    }),
  ).toBe(
    'To allow it: kubectl create role tls-cert-exporter-secrets-www-tls --namespace=shop --verb=list,watch --resource=secrets --resource-name=www-tls && kubectl create rolebinding tls-cert-exporter-secrets-www-tls --namespace=shop --role=tls-cert-exporter-secrets-www-tls --user=USER.',
  );
  // What lies in no namespace can be allowed in none.
  expect(commands(WEBHOOKS, 'shop')).toContain('create clusterrolebinding tls-cert-exporter-validating');
});
