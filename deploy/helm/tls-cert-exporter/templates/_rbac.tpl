{{/*
The rights that a configuration takes, and no more: for each source of type kubernetes that reads the cluster it runs
in, list and watch of what its rules name. As JSON: { namespace: { kind: { names, all } } }; the namespace
"*" is the whole cluster. docs/kubernetes.md has the table that this follows.
*/}}
{{- define "tls-cert-exporter.rights" -}}
{{- $rights := dict -}}
{{- $namespaced := list "secrets" "configmaps" "certificates.cert-manager.io" "certificaterequests.cert-manager.io" -}}
{{- range .sources -}}
{{- if and (eq (default "files" .type) "kubernetes") (not .kubeconfig) -}}
{{- range (default (list (dict "kind" "secrets")) .objects) -}}
{{- $namespaces := default list .namespaces -}}
{{- $places := list "*" -}}
{{- if and (has .kind $namespaced) (eq "true" (include "tls-cert-exporter.writtenOut" $namespaces)) -}}
{{- $places = $namespaces -}}
{{- end -}}
{{- $names := ternary .names list (eq "true" (include "tls-cert-exporter.writtenOut" (default list .names))) -}}
{{- $kind := .kind -}}
{{- range $places -}}
{{- include "tls-cert-exporter.right" (dict "rights" $rights "place" . "kind" $kind "names" $names) -}}
{{- end -}}
{{- if .namespace_selector -}}
{{- include "tls-cert-exporter.right" (dict "rights" $rights "place" "*" "kind" "namespaces" "names" list) -}}
{{- end -}}
{{- with .passphrase_secret -}}
{{- $name := .name -}}
{{- range (ternary (list .namespace) $places (not (empty .namespace))) -}}
{{- include "tls-cert-exporter.right" (dict "rights" $rights "place" . "kind" "secrets" "names" (list $name)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson $rights -}}
{{- end -}}

{{/* Notes one right. Names that are given once without names are given whole. */}}
{{- define "tls-cert-exporter.right" -}}
{{- $here := default dict (get .rights .place) -}}
{{- $before := default (dict "names" list "all" false) (get $here .kind) -}}
{{- $all := or $before.all (empty .names) -}}
{{- $names := concat $before.names .names | uniq | sortAlpha -}}
{{- $_ := set $here .kind (dict "names" $names "all" $all) -}}
{{- $_ := set .rights .place $here -}}
{{- end -}}

{{/* "true" where there are patterns and each stands for itself alone: no glob, no expression between slashes. */}}
{{- define "tls-cert-exporter.writtenOut" -}}
{{- $written := not (empty .) -}}
{{- range . -}}
{{- if or (regexMatch "[*?]" .) (regexMatch "^/.*/i?$" .) -}}{{- $written = false -}}{{- end -}}
{{- end -}}
{{- $written -}}
{{- end -}}

{{/* The rules of a Role or ClusterRole. Takes what rights have for one namespace. */}}
{{- define "tls-cert-exporter.rules" -}}
{{- $groups := dict
  "validatingwebhookconfigurations" "admissionregistration.k8s.io"
  "mutatingwebhookconfigurations" "admissionregistration.k8s.io"
  "apiservices" "apiregistration.k8s.io"
  "customresourcedefinitions" "apiextensions.k8s.io"
  "certificatesigningrequests" "certificates.k8s.io"
  "certificates.cert-manager.io" "cert-manager.io"
  "certificaterequests.cert-manager.io" "cert-manager.io" -}}
{{- range $kind, $right := . }}
- apiGroups: [{{ default "" (get $groups $kind) | quote }}]
  resources: [{{ $kind | trimSuffix ".cert-manager.io" }}]
  {{- if not $right.all }}
  resourceNames: {{ toJson $right.names }}
  {{- end }}
  verbs: [list, watch]
{{- end }}
{{- end -}}

{{/* What binds a role to the exporter. */}}
{{- define "tls-cert-exporter.subjects" -}}
- kind: ServiceAccount
  name: {{ include "tls-cert-exporter.fullname" . }}-endpoints
  namespace: {{ .Release.Namespace }}
{{- end -}}
