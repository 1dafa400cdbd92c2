/** What the certificates of one Secret are. */
export interface SecretContents {
  readonly name: string;
  /** PEM: the certificate and its issuer. */
  readonly chain: string;
  readonly issuer: string;
  readonly privateKey: string;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A Secret as cert-manager leaves it, annotations and managed fields and all, as JSON. */
export function secretJson(contents: SecretContents, version: number, touched = 0): string {
  const { name, chain, issuer, privateKey } = contents;
  const fields = Object.fromEntries(['ca.crt', 'tls.crt', 'tls.key'].map((key) => [`f:${key}`, {}] as const));
  const annotations = {
    'cert-manager.io/alt-names': `${name}.example.com,www.${name}.example.com`,
    'cert-manager.io/certificate-name': name,
    'cert-manager.io/common-name': `${name}.example.com`,
    'cert-manager.io/ip-sans': '',
    'cert-manager.io/issuer-group': 'cert-manager.io',
    'cert-manager.io/issuer-kind': 'ClusterIssuer',
    'cert-manager.io/issuer-name': 'internal',
    'cert-manager.io/uri-sans': '',
    'example.com/touched': String(touched),
  };
  return JSON.stringify({
    metadata: {
      name,
      namespace: namespaceOf(name),
      uid: `00000000-0000-4000-8000-${name.replace(/\D/g, '').padStart(12, '0')}`,
      resourceVersion: String(version),
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels: { 'controller.cert-manager.io/fao': 'true', app: name },
      annotations,
      managedFields: [
        {
          manager: 'cert-manager-certificates-issuing',
          operation: 'Apply',
          apiVersion: 'v1',
          time: '2026-01-01T00:00:00Z',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:data': fields, 'f:metadata': { 'f:annotations': annotations }, 'f:type': {} },
        },
      ],
    },
    data: { 'ca.crt': base64(issuer), 'tls.crt': base64(chain), 'tls.key': base64(privateKey) },
    type: 'kubernetes.io/tls',
  });
}

/** A hundred Secrets a namespace. */
export function namespaceOf(name: string): string {
  return `team-${Math.floor(Number(name.replace(/\D/g, '')) / 100)}`;
}
