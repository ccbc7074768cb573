import { curlCommand } from './curl-command';
import type { Snippet } from './snippet';

export const gelf: Snippet = {
  id: 'gelf',
  title: 'GELF',
  note: 'For senders to Graylog’s GELF HTTP input: their address gets /gelf at its end, and a header or user and password carry the key. GELF over UDP is not taken.',
  parts: (target) => [
    {
      title: 'To try it',
      language: 'shell',
      text: curlCommand(target, {
        path: '/gelf',
        scheme: 'ApiKey',
        body: { version: '1.1', host: 'web-1', short_message: 'Failed password for root', level: 4, _user: 'root' },
      }),
    },
  ],
};
