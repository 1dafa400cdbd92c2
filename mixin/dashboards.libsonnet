local configured = import 'configured.libsonnet';

{
  grafanaDashboards+:: {
    'tls-cert-exporter.json': configured($._config)(import '../grafana/dashboards/tls-cert-exporter.json'),
  },
}
