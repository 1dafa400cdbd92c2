import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { type AnnotationQuery, AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { DATA_SOURCE } from './queries.ts';
import { CERTIFICATE, HOST, ROTATION } from './selectors.ts';

const marks = (name: string, color: string, expression: string): AnnotationQueryBuilder =>
  new AnnotationQueryBuilder()
    .name(name)
    .datasource(DATA_SOURCE)
    .iconColor(color)
    .expr(expression)
    .step('60s');

/** What happened when; each can be switched on and off at the top of the dashboard. */
export function annotations(): Builder<AnnotationQuery>[] {
  return [
    // The value is the time of the run, in milliseconds, so that the mark stands there and not at a scrape.
    marks(
      'Rotations',
      'purple',
      `(tls_rotation_last_run_timestamp_seconds{${HOST}} * 1000) * on (${ROTATION}) group_left (result) (tls_rotation_last_result{${HOST}, result!~"unchanged|never"} == 1)`,
    )
      .useValueForTime(true)
      .titleFormat('{{rotation}}: {{result}}')
      .textFormat('{{instance}}')
      .enable(true),
    marks(
      'Certificates renewed',
      'green',
      `topk(20, changes(tls_cert_not_after_timestamp_seconds{${CERTIFICATE}}[2m]) > 0)`,
    )
      .titleFormat('Renewed: {{subject}}')
      .textFormat('{{path}} {{object_namespace}} {{object_name}} {{target}} on {{instance}}')
      // Every certificate at every step is a question for those who ask it.
      .enable(false),
    marks(
      'Configurations loaded',
      'blue',
      `tls_cert_exporter_config_last_reload_success_timestamp_seconds{${HOST}} * 1000`,
    )
      .useValueForTime(true)
      .titleFormat('Configuration loaded')
      .textFormat('{{instance}}')
      .enable(false),
  ];
}
