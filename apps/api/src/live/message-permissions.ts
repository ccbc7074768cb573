import type { ClientMessages, Permission, ServerMessages } from '@tocsin/api-contract';

/** The permission each message needs; `session` is for everybody who is signed in. */
export const MESSAGE_PERMISSIONS: Record<keyof ServerMessages, Permission | 'session'> = {
  hello: 'session',
  'feed.reload': 'session',
  'alert.changed': 'alert.read',
  'incident.changed': 'incident.read',
  presence: 'alert.read',
  status: 'status.read',
  'tail.lines': 'event.read',
  'text.news': 'incident.read',
  'text.people': 'incident.read',
  shift: 'status.read',
};

/** The permission a client needs for what it sends. */
export const CLIENT_PERMISSIONS: Record<keyof ClientMessages, Permission> = {
  'presence.here': 'alert.read',
  'tail.watch': 'event.read',
  'tail.end': 'event.read',
  'text.open': 'incident.read',
  'text.change': 'incident.handle',
  'text.here': 'incident.read',
  'text.close': 'incident.read',
  'shift.here': 'status.read',
};
