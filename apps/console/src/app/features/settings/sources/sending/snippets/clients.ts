import nodeClient from '../../../../../../../../../docs/clients/send-events.mjs' with { loader: 'text' };
import pythonClient from '../../../../../../../../../docs/clients/send_events.py' with { loader: 'text' };
import { lines, type Snippet } from './snippet';
import type { Target } from './target';

const NOTE =
  'Sends batches, compressed, and tries again until they were taken: each event is stored once. What it cannot send it says, and ends in failure.';

export const python: Snippet = {
  id: 'python',
  title: 'Python',
  note: `Nothing but the standard library. ${NOTE}`,
  parts: (target) => [
    {
      title: 'Command',
      language: 'shell',
      text: command(target, 'SSL_CERT_FILE', 'python3 send_events.py'),
    },
    { title: 'send_events.py', language: 'python', text: pythonClient },
  ],
};

export const node: Snippet = {
  id: 'node',
  title: 'Node',
  note: `Nothing but what Node 20 brings. ${NOTE}`,
  parts: (target) => [
    {
      title: 'Command',
      language: 'shell',
      text: command(target, 'NODE_EXTRA_CA_CERTS', 'node send-events.mjs'),
    },
    { title: 'send-events.mjs', language: 'javascript', text: nodeClient },
  ],
};

function command({ url, caFile, id, secret }: Target, caVariable: string, program: string): string {
  return lines(
    `export TOCSIN_URL='${url}'`,
    `export TOCSIN_KEY='${id}:${secret}'`,
    caFile && `export ${caVariable}='${caFile}'`,
    `echo '{"message": "Failed password for root from 203.0.113.9 port 50022 ssh2"}' | ${program}`,
  );
}
