import { lines, type Snippet } from './snippet';

export const vector: Snippet = {
  id: 'vector',
  title: 'Vector',
  note: 'The buffer on disk keeps what could not be sent yet; the file is acknowledged only when its events were taken.',
  parts: ({ url, caFile, id, secret }) => [
    {
      title: '/etc/vector/vector.yaml',
      language: 'yaml',
      text: lines(
        'sources:',
        '  auth:',
        '    type: file',
        "    include: ['/var/log/auth.log']",
        'sinks:',
        '  tocsin:',
        '    type: elasticsearch',
        '    inputs: [auth]',
        `    endpoints: ['${url}']`,
        '    mode: bulk',
        '    api_version: v8',
        '    compression: gzip',
        `    auth: { strategy: basic, user: '${id}', password: '${secret}' }`,
        '    bulk: { index: events }',
        caFile && `    tls: { ca_file: '${caFile}' }`,
        '    acknowledgements: { enabled: true }',
        '    buffer: { type: disk, max_size: 1073741824, when_full: block }',
      ),
    },
  ],
};
