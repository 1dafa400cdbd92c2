import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * What others have, by their own sources and documentation of August 2026. Whoever changes over looks for each of these
 * by its name, and is to find it.
 */
const OTHERS: Readonly<Record<string, { metrics: string; flags: string }>> = {
  'x509-certificate-exporter': {
    metrics: `
      x509_cert_not_after x509_cert_not_before x509_cert_expired x509_cert_expires_in_seconds
      x509_cert_valid_since_seconds x509_cert_error x509_crl_next_update x509_crl_this_update x509_crl_number
      x509_crl_stale x509_crl_stale_in_seconds x509_crl_fresh_since_seconds x509_source_up x509_source_bundles
      x509_source_errors_total x509_kube_watch_resyncs_total x509_kube_transport_errors_total
      x509_pkcs12_passphrase_failures_total x509_jks_passphrase_failures_total x509_cert_collision_total
      x509_cert_dropped_total x509_scrape_duration_seconds x509_panic_total x509_exporter_build_info
      x509_parse_duration_seconds x509_kube_request_duration_seconds x509_kube_informer_scope
      x509_informer_queue_depth x509_read_errors`,
    flags: `
      --config -C --watch-file -f --watch-dir -d --watch-kubeconf -k --watch-kube-secrets --secret-type
      --include-namespace --exclude-namespace --include-label --exclude-label --configmap-keys --listen-address -b
      --port -p --web.config.file --probe.listen-address --debug --profile --trim-path-components --expose-labels -l
      --expose-relative-metrics --expose-per-cert-error-metrics --max-cache-duration`,
  },
  ssl_exporter: {
    metrics: `
      ssl_probe_success ssl_prober ssl_cert_not_after ssl_cert_not_before ssl_verified_cert_not_after
      ssl_verified_cert_not_before ssl_file_cert_not_after ssl_file_cert_not_before ssl_kubernetes_cert_not_after
      ssl_kubernetes_cert_not_before ssl_kubeconfig_cert_not_after ssl_kubeconfig_cert_not_before
      ssl_ocsp_response_stapled ssl_ocsp_response_status ssl_ocsp_response_produced_at ssl_ocsp_response_this_update
      ssl_ocsp_response_next_update ssl_ocsp_response_revoked_at ssl_tls_version_info ssl_probe_duration_seconds
      ssl_tls_cipher_suite ssl_tls_key_exchange ssl_cipher_suite_supported ssl_key_exchange_supported
      ssl_keystore_cert_not_after ssl_keystore_cert_not_before ssl_ocsp_responder_success ssl_ocsp_responder_status
      ssl_ocsp_responder_produced_at ssl_ocsp_responder_this_update ssl_ocsp_responder_next_update
      ssl_ocsp_responder_revoked_at ssl_exporter_build_info`,
    flags: `
      --config.file --web.listen-address --web.metrics-path --web.probe-path --web.config.file --web.systemd-socket
      --log.level --log.format`,
  },
  blackbox_exporter: {
    metrics: `
      probe_success probe_duration_seconds probe_timeout_seconds probe_dns_lookup_time_seconds probe_ip_protocol
      probe_ip_addr_hash probe_http_duration_seconds probe_http_ssl probe_ssl_earliest_cert_expiry
      probe_ssl_last_chain_expiry_timestamp_seconds probe_ssl_last_chain_info probe_tls_version_info
      probe_tls_cipher_info probe_failed_due_to_regex probe_failed_due_to_bytes probe_failed_due_to_cel
      probe_expect_info blackbox_exporter_config_last_reload_successful
      blackbox_exporter_config_last_reload_success_timestamp_seconds blackbox_exporter_build_info
      blackbox_module_unknown_total`,
    flags: `
      --config.file --config.check --config.enable-auto-reload --config.auto-reload-interval --timeout-offset
      --history.limit --web.external-url --web.route-prefix --web.listen-address --web.config.file
      --web.systemd-socket --log.level --log.format --log.prober`,
  },
  'node-cert-exporter': {
    metrics:
      'ssl_certificate_expiry_seconds ssl_certificate_expiry_failed prometheus_cert_exporter_build_info',
    flags: `
      --listen --telemetry-path --path --exclude-path --include-glob --exclude-glob --tls --tls-cert-file
      --tls-key-file`,
  },
  'cert-exporter': {
    metrics: `
      ${['cert', 'kubeconfig', 'secret', 'configmap', 'certrequest', 'webhook']
        .flatMap((kind) =>
          ['expires_in_seconds', 'not_after_timestamp', 'not_before_timestamp'].map(
            (what) => `cert_exporter_${kind}_${what}`,
          ),
        )
        .join(' ')}
      cert_exporter_error_total cert_exporter_discovered cert_exporter_build_info cert_expires_in_seconds_aws`,
    flags: `
      --include-cert-glob --exclude-cert-glob --include-kubeconfig-glob --exclude-kubeconfig-glob --prometheus-path
      --prometheus-listen-address --prometheus-disable-exporter-metrics --polling-period --kubeconfig
      --secrets-label-selector --secrets-annotation-selector --secrets-namespace --secrets-namespaces
      --secrets-namespace-label-selector --secrets-include-glob --secrets-exclude-glob --secret-include-types
      --configmaps-label-selector --configmaps-annotation-selector --configmaps-namespace --configmaps-namespaces
      --configmaps-namespace-label-selector --configmaps-include-glob --configmaps-exclude-glob
      --enable-webhook-cert-check --webhooks-label-selector --webhooks-annotation-selector
      --enable-certrequests-check --certrequests-label-selector --certrequests-annotation-selector
      --certrequests-namespace --certrequests-namespaces --include-serial-label --aws-account --aws-region
      --aws-secret --aws-key-substring --aws-include-file-in-metrics`,
  },
};

const PAGE = readFileSync(join(import.meta.dirname, '../docs/migration.md'), 'utf8');

/** What stands in backquotes in the first columns of the tables of one part of the page. */
function named(exporter: string): Set<string> {
  const part = PAGE.split(/^## /m).find((each) => each.startsWith(`${exporter}\n`)) ?? '';
  const columns = part
    .split('\n')
    .flatMap((line) => (line.startsWith('| ') ? [line.split(' | ')[0] ?? ''] : []));
  return new Set(
    columns.flatMap((column) => [...column.matchAll(/`([^`{]+)/g)].map(([, name]) => name ?? '')),
  );
}

describe.each(Object.entries(OTHERS))('coming from %s', (exporter, { metrics, flags }) => {
  const there = named(exporter);

  it.each([
    ['metric', metrics],
    ['flag', flags],
  ])('every %s has a line', (_kind, names) => {
    const all = names.trim().split(/\s+/);
    expect(all.length).toBeGreaterThan(1);
    expect(all.filter((name) => !there.has(name))).toEqual([]);
  });
});
