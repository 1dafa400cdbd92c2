// Every file of ../alerts that has rules.
[
  std.parseYaml(importstr '../alerts/cert-manager.rules.yml'),
  std.parseYaml(importstr '../alerts/certificates.rules.yml'),
  std.parseYaml(importstr '../alerts/exporter.rules.yml'),
  std.parseYaml(importstr '../alerts/handshakes.rules.yml'),
  std.parseYaml(importstr '../alerts/revocation.rules.yml'),
  std.parseYaml(importstr '../alerts/rotation.rules.yml'),
  std.parseYaml(importstr '../alerts/trust.rules.yml'),
]
