{
  _config+:: {
    // The job of the scrape, where an alert asks for it by name: TLSExporterAbsent.
    job: 'tls-cert-exporter',

    // Where the runbooks are on the web; ends with a slash.
    runbookBaseUrl: 'https://github.com/tls-cert-exporter/tls-cert-exporter/blob/main/docs/runbooks/',
  },
}
