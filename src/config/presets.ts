/** Where a piece of software keeps certificates, by its own convention. Some of the places may not be there. */
export interface Preset {
  readonly files: readonly string[];
  readonly kubeconfigs: readonly string[];
}

/**
 * The certificates that a kubelet uses now. It leaves those of before behind under dated names, and points links at
 * the new ones.
 */
const KUBELET = [
  '/var/lib/kubelet/pki/kubelet.crt',
  '/var/lib/kubelet/pki/kubelet-{client,server}-current.pem',
];

/** k3s and RKE2, which is made of it: pkg/daemons/control/deps and pkg/agent/config of k3s. `tls-*` are backups. */
const rancher = (name: string): Preset => ({
  files: [`/var/lib/rancher/${name}/server/tls/**/*.crt`, `/var/lib/rancher/${name}/agent/*.crt`],
  kubeconfigs: [
    `/etc/rancher/${name}/${name}.yaml`,
    `/var/lib/rancher/${name}/server/cred/*.kubeconfig`,
    `/var/lib/rancher/${name}/agent/*.kubeconfig`,
  ],
});

export const PRESET_NAMES = [
  'letsencrypt',
  'cert-manager-csi',
  'kubeadm',
  'k3s',
  'rke2',
  'k0s',
  'talos',
  'openshift',
] as const;

export type PresetName = (typeof PRESET_NAMES)[number];

/** Where each keeps its certificates; docs/presets.md says the same for people. */
export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  // What certbot calls a lineage. cert.pem and chain.pem hold what fullchain.pem holds, and archive/ what was.
  letsencrypt: { files: ['/etc/letsencrypt/live/*/fullchain.pem'], kubeconfigs: [] },
  // The volume of a pod as the kubelet mounts it; other names can be configured for the two files.
  'cert-manager-csi': {
    files: ['/var/lib/kubelet/pods/*/volumes/kubernetes.io~csi/*/mount/*.{crt,cer,pem}'],
    kubeconfigs: [],
  },
  // kubernetes.io/docs/setup/best-practices/certificates.
  kubeadm: {
    files: ['/etc/kubernetes/pki/**/*.crt', ...KUBELET],
    kubeconfigs: ['/etc/kubernetes/*.conf'],
  },
  k3s: rancher('k3s'),
  rke2: rancher('rke2'),
  // cmd/controller/certificates.go of k0s; its kubelet has a folder of its own.
  k0s: {
    files: [
      '/var/lib/k0s/pki/**/*.crt',
      '/var/lib/k0s/kubelet/pki/kubelet.crt',
      '/var/lib/k0s/kubelet/pki/kubelet-{client,server}-current.pem',
    ],
    kubeconfigs: ['/var/lib/k0s/pki/*.conf', '/var/lib/k0s/kubelet.conf'],
  },
  // pkg/machinery/constants of Talos.
  talos: {
    files: [
      '/system/secrets/kubernetes/**/*.crt',
      '/system/secrets/etcd/*.crt',
      '/system/secrets/kubelet/kubelet.crt',
      '/system/secrets/kubelet/kubelet-{client,server}-current.pem',
      '/etc/kubernetes/pki/*.crt',
      ...KUBELET,
    ],
    kubeconfigs: [
      '/system/secrets/kubernetes/*/kubeconfig',
      '/etc/kubernetes/{bootstrap-kubeconfig,kubeconfig-kubelet}',
    ],
  },
  // Beside the folders named `*-certs`, which are kept up to date, are those of revisions, most of them of the past.
  openshift: {
    files: [
      '/etc/kubernetes/static-pod-resources/*-certs/{secrets,configmaps}/**/*.crt',
      '/etc/kubernetes/{ca,kubelet-ca}.crt',
      ...KUBELET,
    ],
    kubeconfigs: [
      '/etc/kubernetes/static-pod-resources/*-certs/secrets/node-kubeconfigs/*.kubeconfig',
      '/etc/kubernetes/kubeconfig',
      '/var/lib/kubelet/kubeconfig',
    ],
  },
};
