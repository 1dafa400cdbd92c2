{{/* The name that all others begin with: the release's own where it has the chart's name in it. */}}
{{- define "tls-cert-exporter.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What a selector selects by. It never changes: selectors of workloads are immutable. Takes root and component. */}}
{{- define "tls-cert-exporter.selector" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* Selectors and owners go by the chart's own labels: given twice, the second one would win without a word. */}}
{{- define "tls-cert-exporter.refuseOwnLabels" -}}
{{- range $where, $labels := dict "commonLabels" .commonLabels "nodes.podLabels" .nodes.podLabels "endpoints.podLabels" .endpoints.podLabels -}}
{{- range $name, $_ := $labels -}}
{{- if regexMatch "^(app\\.kubernetes\\.io/(name|instance|component|version|managed-by)|helm\\.sh/chart)$" $name -}}
{{- fail (printf "%s: %s is a label that the chart gives itself. Leave it out, or set nameOverride." $where $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The labels of every object. Takes root and component. */}}
{{- define "tls-cert-exporter.labels" -}}
{{- include "tls-cert-exporter.refuseOwnLabels" .root.Values -}}
{{ include "tls-cert-exporter.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Name, namespace and labels of an object of a component. Takes root and component. */}}
{{- define "tls-cert-exporter.metadata" -}}
name: {{ include "tls-cert-exporter.fullname" .root }}-{{ .component }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "tls-cert-exporter.labels" . | nindent 2 }}
{{- end -}}

{{/* With one's own registry before that of a chart that this one is a part of. */}}
{{- define "tls-cert-exporter.image" -}}
{{- with .Values.image -}}
{{- $registry := default (default "" (default dict $.Values.global).imageRegistry) .registry -}}
{{- $name := ternary (printf "%s/%s" $registry .repository) .repository (ne $registry "") -}}
{{- if .digest -}}
{{- printf "%s@%s" $name .digest -}}
{{- else -}}
{{- printf "%s:%s" $name (default $.Chart.AppVersion .tag) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* "true" where the image names its registry, be it in image.repository: a host has a dot or a port, or is localhost. */}}
{{- define "tls-cert-exporter.hasRegistry" -}}
{{- regexMatch "^([^/]*[.:][^/]*|localhost)/" (include "tls-cert-exporter.image" .) -}}
{{- end -}}

{{/* The image of a container and how it is pulled, with a word to whoever has to change it. */}}
{{- define "tls-cert-exporter.imageFields" -}}
{{- if ne "true" (include "tls-cert-exporter.hasRegistry" .) -}}
# Put your registry before the name, or nodes look for it on Docker Hub: docs/deployment.md#your-registry
{{ end -}}
image: {{ include "tls-cert-exporter.image" . }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
{{- end -}}
