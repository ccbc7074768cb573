import { lines, type Snippet } from './snippet';

export const otelcol: Snippet = {
  id: 'otelcol',
  title: 'OpenTelemetry Collector',
  note: 'Leave max_elapsed_time: 0 in: by default the exporter drops what it could not send for five minutes. The SDKs send to the same endpoint.',
  parts: ({ url, caFile, token }) => [
    {
      title: 'config.yaml',
      language: 'yaml',
      text: lines(
        'extensions:',
        '  file_storage: { directory: /var/lib/otelcol }',
        'receivers:',
        '  filelog:',
        "    include: ['/var/log/auth.log']",
        '    storage: file_storage',
        'exporters:',
        '  otlphttp:',
        `    endpoint: '${url}'`,
        `    headers: { Authorization: 'ApiKey ${token}' }`,
        caFile && `    tls: { ca_file: '${caFile}' }`,
        '    retry_on_failure: { max_elapsed_time: 0 }',
        '    sending_queue: { storage: file_storage, block_on_overflow: true }',
        'service:',
        '  extensions: [file_storage]',
        '  pipelines:',
        '    logs: { receivers: [filelog], exporters: [otlphttp] }',
      ),
    },
  ],
};
