import type { SecurityEvent } from '@tocsin/event-model';

/** A plain ssh login in our vocabulary, with whatever the test wants different. */
export function anEvent(patch: Partial<SecurityEvent> = {}): SecurityEvent {
  return {
    '@timestamp': '2026-03-02T10:00:00.000Z',
    message: 'Accepted publickey for ada from 192.0.2.17 port 50514 ssh2',
    'event.category': ['authentication'],
    'event.outcome': 'success',
    'host.name': 'gate-1',
    'process.name': 'sshd',
    'source.ip': '192.0.2.17',
    'user.name': 'ada',
    ...patch,
  };
}
