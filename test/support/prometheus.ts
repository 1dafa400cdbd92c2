/** The Prometheus that container tests run. `.ci/stand-in-images` reads the name here. */
export const PROMETHEUS_IMAGE = 'prom/prometheus:v3.5.0';
