local ofKind = import 'groups-of-kind.libsonnet';

{
  prometheusAlerts+:: { groups+: ofKind('alert', $._config) },
}
