import type { PresetName } from '../../src/config/presets.ts';
import { createCertificate } from './certificate-factory.ts';
import type { TreeEntry } from './root-tree.ts';

const ca = createCertificate({ subject: 'ca', isAuthority: true });
const leaf = createCertificate({ subject: 'leaf', issuer: ca });
const old = createCertificate({ subject: 'old', issuer: ca });
const both = leaf.pem + leaf.privateKeyPem;
const data = (text: string): string => Buffer.from(text).toString('base64');

/** As kubeadm and OpenShift write them. */
const embedded = `apiVersion: v1
kind: Config
clusters:
- cluster:
    certificate-authority-data: ${data(ca.pem)}
    server: https://192.0.2.1:6443
  name: kubernetes
users:
- name: admin
  user:
    client-certificate-data: ${data(leaf.pem)}
    client-key-data: ${data(leaf.privateKeyPem)}
`;

/** As kubelets and k3s write them. */
const byPath = (authority: string, client: string): string => `apiVersion: v1
kind: Config
clusters:
- cluster: {certificate-authority: ${authority}, server: "https://127.0.0.1:6443"}
  name: local
users:
- name: user
  user: {client-certificate: ${client}, client-key: ${client.replace(/crt$/, 'key')}}
`;

/** A folder of the kubelet's: what it uses, what it used, and the links that tell which is which. */
const kubelet = {
  'var/lib/kubelet/pki/kubelet.crt': leaf.pem,
  'var/lib/kubelet/pki/kubelet.key': leaf.privateKeyPem,
  'var/lib/kubelet/pki/kubelet-client-2025-01-01-00-00-00.pem': old.pem,
  'var/lib/kubelet/pki/kubelet-client-2026-01-01-00-00-00.pem': both,
  'var/lib/kubelet/pki/kubelet-client-current.pem': {
    link: '/var/lib/kubelet/pki/kubelet-client-2026-01-01-00-00-00.pem',
  },
} as const;

const rancher = (name: string): Record<string, TreeEntry> => {
  const home = `var/lib/rancher/${name}`;
  return {
    [`etc/rancher/${name}/${name}.yaml`]: embedded,
    [`${home}/server/tls/server-ca.crt`]: ca.pem,
    [`${home}/server/tls/client-admin.crt`]: leaf.pem,
    [`${home}/server/tls/client-admin.key`]: leaf.privateKeyPem,
    [`${home}/server/tls/etcd/client.crt`]: leaf.pem,
    [`${home}/server/tls/dynamic-cert.json`]: '{}',
    [`${home}/server/tls-1700000000/client-admin.crt`]: old.pem,
    [`${home}/server/cred/admin.kubeconfig`]: byPath(
      `/${home}/server/tls/server-ca.crt`,
      `/${home}/server/tls/client-admin.crt`,
    ),
    [`${home}/agent/client-kubelet.crt`]: leaf.pem,
    [`${home}/agent/kubelet.kubeconfig`]: byPath('server-ca.crt', 'client-kubelet.crt'),
    [`${home}/agent/server-ca.crt`]: ca.pem,
  };
};

const rancherFinds = (name: string): string[] => {
  const home = `/var/lib/rancher/${name}`;
  return [
    `/etc/rancher/${name}/${name}.yaml cluster/kubernetes ca`,
    `/etc/rancher/${name}/${name}.yaml user/admin leaf`,
    `${home}/agent/client-kubelet.crt leaf`,
    `${home}/agent/kubelet.kubeconfig cluster/local ca`,
    `${home}/agent/kubelet.kubeconfig user/user leaf`,
    `${home}/agent/server-ca.crt ca`,
    `${home}/server/cred/admin.kubeconfig cluster/local ca`,
    `${home}/server/cred/admin.kubeconfig user/user leaf`,
    `${home}/server/tls/client-admin.crt leaf`,
    `${home}/server/tls/etcd/client.crt leaf`,
    `${home}/server/tls/server-ca.crt ca`,
  ];
};

const CSI = 'var/lib/kubelet/pods/0b1c/volumes/kubernetes.io~csi/tls/mount';
const STATIC = 'etc/kubernetes/static-pod-resources';
const NODE = [
  '/var/lib/kubelet/pki/kubelet-client-current.pem leaf',
  '/var/lib/kubelet/pki/kubelet.crt leaf',
];

/** A host of each kind: what lies on it, and what is to be found, as `path [entry] subject`, in order. */
export const PRESET_TREES: Readonly<
  Record<PresetName, { tree: Readonly<Record<string, TreeEntry>>; finds: readonly string[] }>
> = {
  letsencrypt: {
    tree: {
      'etc/letsencrypt/live/README': 'This directory contains your keys and certificates.',
      'etc/letsencrypt/archive/www.example.com/fullchain1.pem': old.pem + ca.pem,
      'etc/letsencrypt/archive/www.example.com/fullchain2.pem': leaf.pem + ca.pem,
      'etc/letsencrypt/archive/www.example.com/cert2.pem': leaf.pem,
      'etc/letsencrypt/archive/www.example.com/chain2.pem': ca.pem,
      'etc/letsencrypt/archive/www.example.com/privkey2.pem': leaf.privateKeyPem,
      ...Object.fromEntries(
        ['fullchain', 'cert', 'chain', 'privkey'].map((name) => [
          `etc/letsencrypt/live/www.example.com/${name}.pem`,
          { link: `../../archive/www.example.com/${name}2.pem` },
        ]),
      ),
    },
    finds: [
      '/etc/letsencrypt/live/www.example.com/fullchain.pem ca',
      '/etc/letsencrypt/live/www.example.com/fullchain.pem leaf',
    ],
  },
  'cert-manager-csi': {
    tree: {
      [`${CSI}/..2026_11_22/tls.crt`]: leaf.pem,
      [`${CSI}/..2026_11_22/ca.crt`]: ca.pem,
      [`${CSI}/..2026_11_22/tls.key`]: leaf.privateKeyPem,
      [`${CSI}/..data`]: { link: '..2026_11_22' },
      ...Object.fromEntries(
        ['tls.crt', 'ca.crt', 'tls.key'].map((name) => [`${CSI}/${name}`, { link: `..data/${name}` }]),
      ),
      [`${CSI.replace('/mount', '')}/vol_data.json`]: '{"driverName":"csi.cert-manager.io"}',
    },
    finds: [`/${CSI}/ca.crt ca`, `/${CSI}/tls.crt leaf`],
  },
  kubeadm: {
    tree: {
      ...kubelet,
      'etc/kubernetes/admin.conf': embedded,
      'etc/kubernetes/kubelet.conf': byPath('pki/ca.crt', '/var/lib/kubelet/pki/kubelet-client-current.pem'),
      'etc/kubernetes/manifests/kube-apiserver.yaml': 'kind: Pod\n',
      'etc/kubernetes/pki/apiserver.crt': leaf.pem,
      'etc/kubernetes/pki/apiserver.key': leaf.privateKeyPem,
      'etc/kubernetes/pki/ca.crt': ca.pem,
      'etc/kubernetes/pki/sa.pub': '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n',
      'etc/kubernetes/pki/etcd/server.crt': leaf.pem,
    },
    finds: [
      '/etc/kubernetes/admin.conf cluster/kubernetes ca',
      '/etc/kubernetes/admin.conf user/admin leaf',
      '/etc/kubernetes/kubelet.conf cluster/local ca',
      '/etc/kubernetes/kubelet.conf user/user leaf',
      '/etc/kubernetes/pki/apiserver.crt leaf',
      '/etc/kubernetes/pki/ca.crt ca',
      '/etc/kubernetes/pki/etcd/server.crt leaf',
      ...NODE,
    ],
  },
  k3s: { tree: rancher('k3s'), finds: rancherFinds('k3s') },
  rke2: { tree: rancher('rke2'), finds: rancherFinds('rke2') },
  k0s: {
    tree: {
      'var/lib/k0s/pki/ca.crt': ca.pem,
      'var/lib/k0s/pki/ca.key': ca.privateKeyPem,
      'var/lib/k0s/pki/server.crt': leaf.pem,
      'var/lib/k0s/pki/etcd/peer.crt': leaf.pem,
      'var/lib/k0s/pki/admin.conf': embedded,
      'var/lib/k0s/kubelet.conf': embedded,
      'var/lib/k0s/kubelet/pki/kubelet.crt': leaf.pem,
      'var/lib/k0s/kubelet/pki/kubelet-client-2025-01-01-00-00-00.pem': old.pem,
      'var/lib/k0s/kubelet/pki/kubelet-client-2026-01-01-00-00-00.pem': both,
      'var/lib/k0s/kubelet/pki/kubelet-client-current.pem': {
        link: 'kubelet-client-2026-01-01-00-00-00.pem',
      },
    },
    finds: [
      '/var/lib/k0s/kubelet.conf cluster/kubernetes ca',
      '/var/lib/k0s/kubelet.conf user/admin leaf',
      '/var/lib/k0s/kubelet/pki/kubelet-client-current.pem leaf',
      '/var/lib/k0s/kubelet/pki/kubelet.crt leaf',
      '/var/lib/k0s/pki/admin.conf cluster/kubernetes ca',
      '/var/lib/k0s/pki/admin.conf user/admin leaf',
      '/var/lib/k0s/pki/ca.crt ca',
      '/var/lib/k0s/pki/etcd/peer.crt leaf',
      '/var/lib/k0s/pki/server.crt leaf',
    ],
  },
  talos: {
    tree: {
      ...kubelet,
      'etc/kubernetes/pki/ca.crt': ca.pem,
      'etc/kubernetes/kubeconfig-kubelet': byPath(
        '/etc/kubernetes/pki/ca.crt',
        '/var/lib/kubelet/pki/kubelet-client-current.pem',
      ),
      'system/secrets/etcd/server.crt': leaf.pem,
      'system/secrets/etcd/server.key': leaf.privateKeyPem,
      'system/secrets/kubernetes/kube-apiserver/apiserver.crt': leaf.pem,
      'system/secrets/kubernetes/kube-scheduler/kubeconfig': embedded,
    },
    finds: [
      '/etc/kubernetes/kubeconfig-kubelet cluster/local ca',
      '/etc/kubernetes/kubeconfig-kubelet user/user leaf',
      '/etc/kubernetes/pki/ca.crt ca',
      '/system/secrets/etcd/server.crt leaf',
      '/system/secrets/kubernetes/kube-apiserver/apiserver.crt leaf',
      '/system/secrets/kubernetes/kube-scheduler/kubeconfig cluster/kubernetes ca',
      '/system/secrets/kubernetes/kube-scheduler/kubeconfig user/admin leaf',
      ...NODE,
    ],
  },
  openshift: {
    tree: {
      ...kubelet,
      'etc/kubernetes/kubelet-ca.crt': ca.pem,
      'var/lib/kubelet/kubeconfig': byPath(
        '/etc/kubernetes/kubelet-ca.crt',
        '/var/lib/kubelet/pki/kubelet-client-current.pem',
      ),
      [`${STATIC}/etcd-certs/secrets/etcd-all-certs/etcd-peer-master-0.crt`]: leaf.pem,
      [`${STATIC}/etcd-certs/secrets/etcd-all-certs/etcd-peer-master-0.key`]: leaf.privateKeyPem,
      [`${STATIC}/kube-apiserver-certs/configmaps/client-ca/ca-bundle.crt`]: ca.pem,
      [`${STATIC}/kube-apiserver-certs/secrets/node-kubeconfigs/localhost.kubeconfig`]: embedded,
      [`${STATIC}/kube-apiserver-pod-7/secrets/etcd-client/tls.crt`]: old.pem,
    },
    finds: [
      '/etc/kubernetes/kubelet-ca.crt ca',
      `/${STATIC}/etcd-certs/secrets/etcd-all-certs/etcd-peer-master-0.crt leaf`,
      `/${STATIC}/kube-apiserver-certs/configmaps/client-ca/ca-bundle.crt ca`,
      `/${STATIC}/kube-apiserver-certs/secrets/node-kubeconfigs/localhost.kubeconfig cluster/kubernetes ca`,
      `/${STATIC}/kube-apiserver-certs/secrets/node-kubeconfigs/localhost.kubeconfig user/admin leaf`,
      '/var/lib/kubelet/kubeconfig cluster/local ca',
      '/var/lib/kubelet/kubeconfig user/user leaf',
      ...NODE,
    ],
  },
};
