/**
 * The name that a label of a Kubernetes object has in metrics: `label_app_kubernetes_io_name` for
 * `app.kubernetes.io/name`, as kube-state-metrics writes it.
 */
export function labelMetricName(label: string): string {
  return `label_${label.replace(/[^a-zA-Z0-9_]/g, '_')}`;
}
