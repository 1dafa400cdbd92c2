/** Matchers for everything. Grafana escapes what is chosen for a regular expression, and "All" is `.+`. */
export const HOST = 'job=~"$job", instance=~"$instance"';

/** Matchers for what has a source. */
export const SOURCE = `${HOST}, source=~"$source"`;

/** Matchers for certificates. */
export const CERTIFICATE = `${SOURCE}, role=~"$role"`;

/** The labels that make one certificate of one exporter, wherever it is. Some are missing; missing labels are equal. */
export const IDENTITY =
  'cluster, job, instance, source, path, entry, object_kind, object_namespace, object_name, object_key, target, module, address, role, subject, position';

/** The labels that make one target of one exporter. */
export const TARGET = 'cluster, job, instance, target, module, address';

/** The labels that make one rotation of one exporter. */
export const ROTATION = 'cluster, job, instance, rotation';

/** How many rows a table has at most: a browser is never sent 20,000. */
export const MOST_ROWS = 100;

export const NOT_AFTER = `tls_cert_not_after_timestamp_seconds{${CERTIFICATE}}`;
export const NOT_BEFORE = `tls_cert_not_before_timestamp_seconds{${CERTIFICATE}}`;

/** Seconds that certificates have left; negative after the end. */
export const SECONDS_LEFT = `(${NOT_AFTER} - time())`;

/** An expression about certificates, only of leaves: roots and intermediates live by other rules. */
export function ofLeaves(expression: string): string {
  return expression.replaceAll('role=~"$role"', 'role=~"$role", role="leaf"');
}

/**
 * Puts where something is into one label, `place`, out of those that say so: a table with a column for each would be
 * mostly empty.
 */
export function withPlace(expression: string): string {
  const labels = ['target', 'address', 'object_namespace', 'object_name', 'object_key', 'path', 'entry'];
  const joined = `label_join(${expression}, "place", " ", ${labels.map((label) => `"${label}"`).join(', ')})`;
  return `label_replace(${joined}, "place", "$1", "place", " *(.*?) *")`;
}

/** The common name within a distinguished name (RFC 4514). */
const COMMON_NAME = String.raw`(?:.*,)?CN=((?:[^,\\\\]|\\\\.)+)(?:,.*)?`;

/** Leaves the common name of a distinguished name in a label that does not tell series apart. */
export function withCommonName(expression: string, label: string): string {
  return `label_replace(${expression}, "${label}", "$1", "${label}", "${COMMON_NAME}")`;
}

/** Puts the common name of the subject, or the subject where it has none, into one more label, `name`. */
export function withName(expression: string): string {
  const whole = `label_replace(${expression}, "name", "$1", "subject", "(.*)")`;
  return `label_replace(${whole}, "name", "$1", "subject", "${COMMON_NAME}")`;
}

/**
 * Takes the name of the metric away. It is a column as well, and Grafana makes no row of two that differ in a column:
 * of the queries of a table one at most may have a name.
 */
export function withoutName(expression: string): string {
  return `((${expression}) + 0)`;
}

/** An expression about targets, only of the `MOST_ROWS` that are worst off. */
export function ofWorstTargets(expression: string): string {
  return `${expression} and on (${TARGET}) bottomk(${MOST_ROWS}, tls_handshake_success{${HOST}})`;
}
