local ofKind = import 'groups-of-kind.libsonnet';

{
  // What alerts are computed from.
  prometheusRules+:: { groups+: ofKind('record', $._config) },
}
