import { lines, type Snippet } from './snippet';

export const fluentBit: Snippet = {
  id: 'fluent-bit',
  title: 'Fluent Bit',
  note: 'Leave retry_limit: no_limits in: by default a batch is dropped after one more try.',
  parts: ({ host, port, isTls, caFile, id, secret }) => [
    {
      title: 'fluent-bit.yaml',
      language: 'yaml',
      text: lines(
        'service:',
        '  flush: 1',
        '  storage.path: /var/lib/fluent-bit/storage',
        'pipeline:',
        '  inputs:',
        '    - name: tail',
        '      path: /var/log/auth.log',
        '      db: /var/lib/fluent-bit/auth.db',
        '      storage.type: filesystem',
        '  outputs:',
        '    - name: es',
        "      match: '*'",
        `      host: '${host}'`,
        `      port: ${port}`,
        isTls && "      tls: 'on'",
        caFile && `      tls.ca_file: '${caFile}'`,
        `      http_user: '${id}'`,
        `      http_passwd: '${secret}'`,
        '      index: events',
        "      suppress_type_name: 'on'",
        '      compress: gzip',
        '      retry_limit: no_limits',
      ),
    },
  ],
};
