/**
 * Where Linux hosts keep certificates: what is looked at when nothing is configured. A place that does not exist, or
 * that may not be read, is no problem here.
 *
 * The system's roots are taken once, from the bundle file, and not again from the folder of links to the same roots.
 * Folders of private keys are left alone.
 */
export const DEFAULT_INCLUDE: readonly string[] = [
  // The bundle of trusted roots: Debian, Ubuntu, Alpine, Arch; RHEL and Fedora; SUSE; the BSDs' path. Links from
  // one to another are followed, and one file is read once.
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
  // What an administrator or a package put beside it.
  '/etc/ssl/**/*.{crt,cer,crl,pem}',
  '/etc/pki/**/*.{crt,cer,crl,pem}',
  // Kubernetes, by kubeadm's and the kubelet's layout. The kubelet leaves rotated certificates behind under dated
  // names; what it uses is what the two links point at.
  '/etc/kubernetes/pki/**/*.{crt,pem}',
  '/var/lib/kubelet/pki/kubelet.crt',
  '/var/lib/kubelet/pki/kubelet-{client,server}-current.pem',
  '/etc/etcd/**/*.{crt,cer,pem}',
  // Let's Encrypt: the full chain holds what the other files of a lineage hold.
  '/etc/letsencrypt/live/*/fullchain.pem',
  // Web servers and proxies.
  '/etc/{nginx,apache2,httpd,lighttpd,haproxy,caddy,traefik,envoy}/**/*.{crt,cer,crl,pem}',
  '/usr/local/etc/{nginx,haproxy}/**/*.{crt,cer,crl,pem}',
  '/var/lib/caddy/.local/share/caddy/certificates/**/*.crt',
];

/** What the default places leave out. A pattern holds for the path as matched and for what it resolves to. */
export const DEFAULT_EXCLUDE: readonly string[] = [
  '**/private/**',
  // The single roots that the bundle was made from, behind the links in /etc/ssl/certs.
  '/usr/share/ca-certificates/**',
  '/usr/local/share/ca-certificates/**',
  '/usr/share/pki/**',
  '/var/lib/ca-certificates/{openssl,pem}/**',
  '/etc/pki/ca-trust/source/**',
  '/etc/pki/ca-trust/extracted/pem/directory-hash/**',
  '/etc/pki/ca-trust/extracted/pem/{email,objsign}-ca-bundle.pem',
  '/etc/pki/ca-trust/extracted/{edk2,java,openssl}/**',
  // Keys by which the firmware updater checks its own downloads: the vendor's affair.
  '/etc/pki/{fwupd,fwupd-metadata}/**',
];
