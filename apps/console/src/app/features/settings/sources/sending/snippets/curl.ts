import { curlCommand } from './curl-command';
import type { Snippet } from './snippet';

export const curl: Snippet = {
  id: 'curl',
  title: 'curl',
  note: 'Takes one object, an array, or one object a line. The answer is a receipt: how many were accepted, and which lines were not understood.',
  parts: (target) => [
    {
      title: 'Command',
      language: 'shell',
      text: curlCommand(target, {
        path: '/events',
        scheme: 'ApiKey',
        body: { message: 'sshd[4711]: Failed password for root from 203.0.113.9 port 50022 ssh2' },
      }),
    },
  ],
};
