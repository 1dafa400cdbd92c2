import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashSync } from 'bcryptjs';
import { describe, expect, it, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { ALERTMANAGERS, alertmanagerMissing } from '../support/alertmanager.ts';
import { builtBundle } from '../support/bundle.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { dingtalkRobot } from '../support/dingtalk-robot.ts';
import { startListening } from '../support/listening-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const DOCS = readFileSync(join(import.meta.dirname, '../../docs/relay.md'), 'utf8');
const PASSWORD = 'a-password-of-alertmanager';

/** The relay behind TLS, a client certificate and a password, and what a client needs to get through. */
async function guardedRelay() {
  const robot = await dingtalkRobot();
  const folder = temporaryFolder();
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const authority = createCertificate({ subject: 'Authority', isAuthority: true });
  const server = createCertificate({ subject: 'relay', sans: ['IP:127.0.0.1'], issuer: authority });
  const client = createCertificate({ subject: 'alertmanager', issuer: authority });
  write('server.crt', server.pem);
  write('server.key', server.privateKeyPem);
  const caFile = write('ca.crt', authority.pem);
  const webConfig = write(
    'web.yml',
    `tls_server_config:
  cert_file: server.crt
  key_file: server.key
  client_auth_type: RequireAndVerifyClientCert
  client_ca_file: ca.crt
basic_auth_users: { alertmanager: "${hashSync(PASSWORD, 4)}" }
`,
  );
  const relay = await startListening(process.execPath, [
    await builtBundle(),
    'relay',
    '--web.listen-address=127.0.0.1:0',
    `--web.config.file=${webConfig}`,
    `--dingtalk.url-file=${robot.files.urlFile}`,
    '--log.level=debug',
  ]);
  const [, example = ''] = /```yaml\n(# alertmanager.yml\n[^`]*https:[^`]*)```/.exec(DOCS) ?? [];
  const documented = parse(
    example
      .replace('/etc/alertmanager/secrets/relay-password', write('password', PASSWORD))
      .replace('/etc/alertmanager/secrets/relay-ca.crt', caFile),
  ).receivers[0].webhook_configs[0].http_config;
  const httpConfig = {
    ...documented,
    tls_config: {
      ...documented.tls_config,
      cert_file: write('client.crt', client.pem),
      key_file: write('client.key', client.privateKeyPem),
    },
  };
  return { robot, relay, httpConfig, url: relay.url.replace('http:', 'https:') };
}

describe.each(['debian', 'built'] as const)('a real Alertmanager (%s)', (which) => {
  it.skipIf(alertmanagerMissing(which))(
    'gets through with what docs/relay.md tells it, and without is refused by name',
    async () => {
      const { robot, relay, httpConfig, url } = await guardedRelay();
      const withoutPassword = { tls_config: httpConfig.tls_config };
      const receivers = [
        { name: 'operators', webhook_configs: [{ url: `${url}/`, http_config: httpConfig }] },
        { name: 'strangers', webhook_configs: [{ url: `${url}/`, http_config: withoutPassword }] },
      ];
      const route = {
        receiver: 'operators',
        group_wait: '0s',
        group_interval: '1s',
        routes: [{ receiver: 'strangers', matchers: ['to="strangers"'] }],
      };
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'alertmanager.yml'), stringify({ route, receivers }));
      const alertmanager = await startListening(ALERTMANAGERS[which], [
        `--config.file=${join(folder, 'alertmanager.yml')}`,
        `--storage.path=${folder}`,
        '--web.listen-address=127.0.0.1:0',
        '--cluster.listen-address=',
      ]);
      const post = async (alertname: string, to: string): Promise<void> => {
        const alerts = [
          { labels: { alertname, to, severity: 'critical' }, annotations: { summary: alertname } },
        ];
        const headers = { 'content-type': 'application/json' };
        const body = JSON.stringify(alerts);
        const response = await fetch(`${alertmanager.url}/api/v2/alerts`, { method: 'POST', headers, body });
        expect(response.status).toBe(200);
      };
      await post('Unheard', 'strangers');
      await vi.waitFor(() => expect(alertmanager.lines.join('\n')).toMatch(/unexpected status code 401/), {
        timeout: 60_000,
        interval: 100,
      });
      await post('Heard', 'operators');
      await vi.waitFor(() => expect(robot.messages.length).toBeGreaterThan(0), {
        timeout: 60_000,
        interval: 100,
      });
      expect(robot.messages[0]?.markdown.text).toContain('Heard');
      expect(JSON.stringify(robot.messages)).not.toContain('Unheard');
      expect(relay.lines.join('\n')).not.toContain(PASSWORD);
      expect(await relay.end('SIGTERM')).toBe(0);
    },
    180_000,
  );
});
