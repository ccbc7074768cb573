import { lines, type Snippet } from './snippet';
import type { Target } from './target';

export const loki: Snippet = {
  id: 'loki',
  title: 'Alloy and Promtail',
  note: 'Grafana’s clients of Loki. Labels become fields; without one named host nothing says where a line comes from. Leave the 0 in: by default both drop a batch after ten tries.',
  parts: (target) => [
    { title: 'config.alloy', language: 'conf', text: alloy(target) },
    { title: 'promtail.yaml', language: 'yaml', text: promtail(target) },
  ],
};

function alloy({ url, caFile, id, secret }: Target): string {
  return lines(
    'loki.source.file "auth" {',
    '  targets    = [{ __path__ = "/var/log/auth.log", job = "auth", host = constants.hostname }]',
    '  forward_to = [loki.write.tocsin.receiver]',
    '}',
    '',
    'loki.write "tocsin" {',
    '  endpoint {',
    `    url                 = "${url}/loki/api/v1/push"`,
    '    max_backoff_retries = 0',
    '    basic_auth {',
    `      username = "${id}"`,
    `      password = "${secret}"`,
    '    }',
    caFile && `    tls_config {\n      ca_file = "${caFile}"\n    }`,
    '  }',
    '}',
  );
}

function promtail({ url, caFile, id, secret }: Target): string {
  return lines(
    'server: { disable: true }',
    'positions: { filename: /var/lib/promtail/positions.yaml }',
    'clients:',
    `  - url: '${url}/loki/api/v1/push'`,
    `    basic_auth: { username: '${id}', password: '${secret}' }`,
    caFile && `    tls_config: { ca_file: '${caFile}' }`,
    '    backoff_config: { min_period: 500ms, max_period: 30s, max_retries: 0 }',
    'scrape_configs:',
    '  - job_name: auth',
    '    static_configs:',
    '      - targets: [localhost]',
    '        labels: { job: auth, host: web-1, __path__: /var/log/auth.log }',
  );
}
