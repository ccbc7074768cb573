import type { Permission, ServerMessages } from '@tocsin/api-contract';

/** The permission each message needs; `hello` is for everybody who is signed in. */
export const MESSAGE_PERMISSIONS: Record<keyof ServerMessages, Permission | 'session'> = {
  hello: 'session',
  'alert.changed': 'alert.read',
  status: 'status.read',
};
