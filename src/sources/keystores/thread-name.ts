/** What tells the thread that opens keystores from the other threads of this program. */
export const KEYSTORE_THREAD = 'tls-cert-exporter:keystores';
