import { expect, it } from 'vitest';
import { readManagedCertificate } from '../../../src/sources/kubernetes/managed-certificate.ts';

const read = (object: object) => readManagedCertificate({ metadata: { name: 'www' }, ...object }, {});

it('reads what cert-manager says', () => {
  const status = {
    conditions: [
      { type: 'Issuing', status: 'True' },
      { type: 'Ready', status: 'False' },
    ],
    notAfter: '2027-02-01T00:00:00Z',
    renewalTime: '2027-01-02T00:00:00Z',
  };
  expect(read({ spec: { secretName: 'www-tls' }, status })).toEqual({
    location: {},
    secret: 'www-tls',
    ready: false,
    notAfter: 1_801_440_000,
    renewal: 1_798_848_000,
  });
});

it.each([
  {},
  { spec: null, status: 7 },
  { status: { conditions: 'Ready', notAfter: 'soon', renewalTime: 3 } },
  { status: { conditions: [null, { type: 'Ready' }] } },
  { status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } },
])('knows nothing of what is not said: %j', (object) => {
  const { ready, notAfter, renewal } = read(object);
  expect([ready, notAfter, renewal]).toEqual([undefined, undefined, undefined]);
});
