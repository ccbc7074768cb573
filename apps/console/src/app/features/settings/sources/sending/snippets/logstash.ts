import { lines, type Snippet } from './snippet';

export const logstash: Snippet = {
  id: 'logstash',
  title: 'Logstash',
  note: 'With queue.type: persisted in logstash.yml it keeps on disk what could not be sent yet.',
  parts: ({ urlWithPort, caFile, id, secret }) => [
    {
      title: '/etc/logstash/conf.d/tocsin.conf',
      language: 'conf',
      text: lines(
        'output {',
        '  elasticsearch {',
        `    hosts => ["${urlWithPort}"]`,
        `    user => "${id}"`,
        `    password => "${secret}"`,
        caFile && `    ssl_certificate_authorities => ["${caFile}"]`,
        '    index => "events"',
        '    data_stream => false',
        '    manage_template => false',
        '    ilm_enabled => false',
        '  }',
        '}',
      ),
    },
  ],
};
