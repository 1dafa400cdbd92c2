{{/* Objects for the Prometheus operator may be wanted in its own namespace, with the labels that it selects by. */}}
{{- define "tls-cert-exporter.monitorMetadata" -}}
name: {{ include "tls-cert-exporter.fullname" .about.root }}{{ with .about.component }}-{{ . }}{{ end }}
namespace: {{ default .about.root.Release.Namespace .monitor.namespace }}
labels:
  {{- include "tls-cert-exporter.labels" (dict "root" .about.root "component" (default "monitoring" .about.component)) | nindent 2 }}
  {{- with .monitor.labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}

{{/* How a monitor scrapes. Takes its settings. */}}
{{- define "tls-cert-exporter.scrape" -}}
path: /metrics
scheme: {{ .scheme }}
{{- with .interval }}
interval: {{ . }}
{{- end }}
{{- with .scrapeTimeout }}
scrapeTimeout: {{ . }}
{{- end }}
{{- with .tlsConfig }}
tlsConfig:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .basicAuth }}
basicAuth:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .metricRelabelings }}
metricRelabelings:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
