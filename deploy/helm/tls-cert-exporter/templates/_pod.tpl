{{/* What the pods of nodes and endpoints have in common. */}}

{{/*
The image without a shell asks itself where the kubelet could not: behind TLS or a password, /-/healthy is closed to it.
Takes root and path.
*/}}
{{- define "tls-cert-exporter.probe" -}}
{{- if .root.Values.web.secretName -}}
exec:
  command: [/nodejs/bin/node, /app/tls-cert-exporter.mjs, healthcheck, "--web.listen-address=:{{ .root.Values.port }}"]
timeoutSeconds: 5
{{- else -}}
httpGet: { path: {{ .path }}, port: metrics }
timeoutSeconds: 5
{{- end -}}
{{- end -}}

{{/* Everything of the container but its name, arguments, rights, environment and mounts. Takes root and component. */}}
{{- define "tls-cert-exporter.container" -}}
{{ include "tls-cert-exporter.imageFields" .root }}
ports:
  - { name: metrics, containerPort: {{ .root.Values.port }}, protocol: TCP }
# A node that is busy starting everything may take its time before anybody asks whether the process lives.
startupProbe:
  {{- include "tls-cert-exporter.probe" (dict "root" .root "path" "/-/healthy") | nindent 2 }}
  periodSeconds: 2
  failureThreshold: 30
livenessProbe:
  {{- include "tls-cert-exporter.probe" (dict "root" .root "path" "/-/healthy") | nindent 2 }}
  periodSeconds: 30
  failureThreshold: 3
readinessProbe:
  {{- include "tls-cert-exporter.probe" (dict "root" .root "path" "/-/ready") | nindent 2 }}
  periodSeconds: 10
resources:
  {{- toYaml .settings.resources | nindent 2 }}
{{- end -}}

{{/* Arguments that both have. Takes root and hasConfig. */}}
{{- define "tls-cert-exporter.args" -}}
{{- if .hasConfig }}
- --config.file=/config/config.yml
{{- end }}
{{- if .root.Values.web.secretName }}
- --web.config.file=/web/{{ .root.Values.web.key }}
{{- end }}
{{- if ne (int .root.Values.port) 9201 }}
- --web.listen-address=:{{ .root.Values.port }}
{{- end }}
{{- end -}}

{{- define "tls-cert-exporter.mounts" -}}
{{- if .hasConfig }}
- { name: config, mountPath: /config, readOnly: true }
{{- end }}
{{- if .root.Values.web.secretName }}
- { name: web, mountPath: /web, readOnly: true }
{{- end }}
{{- with .settings.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "tls-cert-exporter.volumes" -}}
{{- if .hasConfig }}
- { name: config, configMap: { name: {{ include "tls-cert-exporter.fullname" .root }}-{{ .component }} } }
{{- end }}
{{- with .root.Values.web.secretName }}
# 0440: for the group of the pod.
- { name: web, secret: { secretName: {{ . }}, defaultMode: 288 } }
{{- end }}
{{- with .settings.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Where pods go. Takes the settings of nodes, endpoints or rotation. */}}
{{- define "tls-cert-exporter.placement" -}}
{{- with .priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
nodeSelector:
  kubernetes.io/os: linux
  {{- with .nodeSelector }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with .affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "tls-cert-exporter.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* A ConfigMap with the configuration of a component. Takes root, component and settings. */}}
{{- define "tls-cert-exporter.config" -}}
{{- if .settings.config.root -}}
{{- fail (printf "the configuration of %s has root: the chart mounts the node at /host and says so itself; leave root out." .component) -}}
{{- end -}}
{{- if .settings.config.web -}}
{{- fail (printf "the configuration of %s has web: probes and Prometheus would not find the exporter there. Set port instead, and web.secretName for TLS." .component) -}}
{{- end -}}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "tls-cert-exporter.metadata" . | nindent 2 }}
data:
  config.yml: |
    {{- toYaml .settings.config | nindent 4 }}
{{- end -}}

{{/* Annotations of a pod: what it was configured with, so that a change rolls it out. Takes settings. */}}
{{- define "tls-cert-exporter.annotations" -}}
{{- if .settings.config }}
checksum/config: {{ toYaml .settings.config | sha256sum }}
{{- end }}
{{- with .settings.podAnnotations }}
{{ toYaml . }}
{{- end }}
{{- end -}}
