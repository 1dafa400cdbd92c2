//go:build tools

// Package tools names the programs of Kubernetes that tests run against. Kubernetes cannot be installed by name,
// because its module replaces its own parts by folders; this module replaces them by their releases.
package tools

import (
	_ "k8s.io/kubernetes/cmd/kube-apiserver"
	_ "k8s.io/kubernetes/cmd/kubectl"
)
