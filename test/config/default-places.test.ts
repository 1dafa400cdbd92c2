import { describe, expect, it } from 'vitest';
import { DEFAULT_EXCLUDE, DEFAULT_INCLUDE } from '../../src/config/default-places.ts';

describe('the default places', () => {
  it('are absolute', () => {
    expect(DEFAULT_INCLUDE.filter((path) => !path.startsWith('/'))).toEqual([]);
  });

  it('hold what Linux hosts have: the bundle, Kubernetes, the kubelet, etcd, Let’s Encrypt, web servers', () => {
    const all = DEFAULT_INCLUDE.join('\n');
    for (const place of [
      '/etc/ssl/certs/ca-certificates.crt',
      '/etc/pki/tls/certs/ca-bundle.crt',
      '/etc/kubernetes/pki/',
      '/var/lib/kubelet/pki/',
      '/etc/etcd/',
      '/etc/letsencrypt/live/',
      'nginx',
    ])
      expect(all).toContain(place);
  });

  it('leave the folders of private keys alone', () => {
    expect(DEFAULT_EXCLUDE).toContain('**/private/**');
  });
});
