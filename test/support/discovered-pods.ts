import type { Labels } from './relabelled.ts';

/** A pod as the discovery of Prometheus finds it, after its controller made it anew: name and address differ each time. */
export function discoveredPod(
  component: 'nodes' | 'endpoints',
  controller: string,
  time: 'before' | 'after',
): Labels {
  const random = time === 'before' ? 'x7k2p' : 'q9w4z';
  const address = time === 'before' ? '10.244.1.7' : '10.244.1.31';
  const isStateful = controller === 'StatefulSet';
  const owner = `tls-cert-exporter-${component}${controller === 'ReplicaSet' ? (time === 'before' ? '-7d4b9c6f58' : '-5c8f7bdd9') : ''}`;
  const pod = isStateful ? `${owner}-1` : `${owner}-${random}`;
  return {
    __address__: `${address}:9201`,
    __meta_kubernetes_namespace: 'monitoring',
    __meta_kubernetes_pod_name: pod,
    __meta_kubernetes_pod_ip: address,
    __meta_kubernetes_pod_node_name: 'worker-1',
    __meta_kubernetes_pod_container_name: 'exporter',
    __meta_kubernetes_pod_container_port_name: 'metrics',
    __meta_kubernetes_pod_controller_kind: controller,
    __meta_kubernetes_pod_controller_name: owner,
    __meta_kubernetes_pod_label_app_kubernetes_io_name: 'tls-cert-exporter',
    __meta_kubernetes_pod_label_app_kubernetes_io_component: component,
    __meta_kubernetes_service_name: `tls-cert-exporter-${component}`,
  };
}
