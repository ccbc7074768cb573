import { lines, type Snippet } from './snippet';
import type { Target } from './target';

export const beats: Snippet = {
  id: 'beats',
  title: 'Filebeat and Winlogbeat',
  note: 'The port must be said: without one a Beat takes 9200. Templates and life cycles are switched off, since nothing of a store is managed here.',
  parts: (target) => [
    {
      title: 'filebeat.yml',
      language: 'yaml',
      text: lines(
        'filebeat.inputs:',
        '  - type: filestream',
        '    id: auth',
        "    paths: ['/var/log/auth.log']",
        output(target),
      ),
    },
    {
      title: 'winlogbeat.yml',
      language: 'yaml',
      text: lines(
        'winlogbeat.event_logs:',
        '  - name: Security',
        '  - name: System',
        '  - name: Microsoft-Windows-Sysmon/Operational',
        output(target),
      ),
    },
  ],
};

function output({ urlWithPort, caFile, id, secret }: Target): string {
  return lines(
    'output.elasticsearch:',
    `  hosts: ['${urlWithPort}']`,
    `  api_key: '${id}:${secret}'`,
    caFile && `  ssl.certificate_authorities: ['${caFile}']`,
    'setup.template.enabled: false',
    'setup.ilm.enabled: false',
  );
}
