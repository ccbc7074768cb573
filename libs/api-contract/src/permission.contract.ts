import { z } from 'zod';

/** What an account may do. A route or socket message names exactly one. */
export const PERMISSIONS = [
  'account.invite',
  'account.manage',
  'alert.acknowledge',
  'alert.handle',
  'alert.read',
  'audit.read',
  'block.manage',
  'event.export',
  'event.read',
  'incident.handle',
  'incident.read',
  'last_seen.manage',
  'last_seen.read',
  'parked.handle',
  'parked.read',
  'parked.read_raw',
  'rule.manage',
  'rule.read',
  'search.share',
  'source.manage',
  'source.read',
  'status.read',
  'task_template.manage',
  'watchlist.manage',
  'watchlist.read',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** One permission by name. */
export const permissionSchema = z.enum(PERMISSIONS);
