// A monitoring mixin of the rules in ../alerts and the dashboard in ../grafana, which stay what they are: docs/grafana.md.
(import 'config.libsonnet') +
(import 'alerts.libsonnet') +
(import 'rules.libsonnet') +
(import 'dashboards.libsonnet')
