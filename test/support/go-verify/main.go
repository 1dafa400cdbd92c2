// Reads chains as lines of JSON and writes what crypto/x509 makes of each, one line of JSON each.
package main

import (
	"crypto/x509"
	"encoding/json"
	"os"
	"time"
)

type question struct {
	Served  [][]byte `json:"served"`
	Anchors [][]byte `json:"anchors"`
	Name    string   `json:"name"`
	Now     int64    `json:"now"`
}

type answer struct {
	Accepted bool   `json:"accepted"`
	Reason   string `json:"reason"`
}

func main() {
	lines := json.NewDecoder(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for lines.More() {
		var asked question
		if err := lines.Decode(&asked); err != nil {
			panic(err)
		}
		err := verify(asked)
		if err == nil {
			answers.Encode(answer{Accepted: true})
		} else {
			answers.Encode(answer{Reason: err.Error()})
		}
	}
}

// As crypto/tls does it in a client.
func verify(asked question) error {
	options := x509.VerifyOptions{
		Roots:         x509.NewCertPool(),
		Intermediates: x509.NewCertPool(),
		DNSName:       asked.Name,
		CurrentTime:   time.Unix(asked.Now, 0),
	}
	for _, der := range asked.Anchors {
		anchor, err := x509.ParseCertificate(der)
		if err != nil {
			return err
		}
		options.Roots.AddCert(anchor)
	}
	var leaf *x509.Certificate
	for _, der := range asked.Served {
		served, err := x509.ParseCertificate(der)
		if err != nil {
			return err
		}
		if leaf == nil {
			leaf = served
		} else {
			options.Intermediates.AddCert(served)
		}
	}
	_, err := leaf.Verify(options)
	return err
}
