import { curlCommand } from './curl-command';
import type { Snippet } from './snippet';
import type { Target } from './target';

export const splunkHec: Snippet = {
  id: 'splunk-hec',
  title: 'Splunk HEC senders',
  note: 'Whatever sends to an HTTP Event Collector: its token is the key in base64. Docker’s driver is shown; it drops events when its buffer is full.',
  parts: (target) => [
    { title: '/etc/docker/daemon.json', language: 'json', text: daemonJson(target) },
    {
      title: 'To try it',
      language: 'shell',
      text: curlCommand(target, {
        path: '/services/collector/event',
        scheme: 'Splunk',
        body: { sourcetype: 'sshd', host: 'web-1', event: 'Failed password for root from 203.0.113.9 port 50022 ssh2' },
      }),
    },
  ],
};

function daemonJson({ url, caFile, token }: Target): string {
  const options = {
    'splunk-url': url,
    'splunk-token': token,
    ...(caFile === undefined ? {} : { 'splunk-capath': caFile }),
    'splunk-format': 'json',
    'splunk-gzip': 'true',
  };
  return JSON.stringify({ 'log-driver': 'splunk', 'log-opts': options }, null, 2);
}
