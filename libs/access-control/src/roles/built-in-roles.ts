import { PERMISSIONS, ROLES, type Permission, type Role } from '@tocsin/api-contract';

type BuiltIn = (typeof ROLES)[number];

const EVERYBODY = ROLES;
const WORKING = ['responder', 'lead', 'engineer', 'admin'] as const;
const LEADING = ['lead', 'admin'] as const;
const RUNNING = ['engineer', 'admin'] as const;
const ADMIN = ['admin'] as const;

/** Which roles hold a permission. A new permission cannot be added without saying who has it. */
const HOLDERS: Readonly<Record<Permission, readonly BuiltIn[]>> = {
  'account.invite': LEADING,
  'account.manage': ADMIN,
  'alert.acknowledge': WORKING,
  'alert.handle': WORKING,
  'alert.read': EVERYBODY,
  'audit.read': LEADING,
  'block.manage': WORKING,
  'event.export': WORKING,
  'event.read': EVERYBODY,
  'incident.handle': WORKING,
  'incident.read': EVERYBODY,
  'last_seen.manage': RUNNING,
  'last_seen.read': EVERYBODY,
  'parked.handle': RUNNING,
  'parked.read': WORKING,
  'parked.read_raw': RUNNING,
  'rule.manage': RUNNING,
  'rule.read': EVERYBODY,
  'search.share': WORKING,
  'source.manage': RUNNING,
  'source.read': EVERYBODY,
  'status.read': EVERYBODY,
  'task_template.manage': LEADING,
  'watchlist.manage': WORKING,
  'watchlist.read': EVERYBODY,
};

const DESCRIPTIONS: Readonly<Record<BuiltIn, string>> = {
  viewer: 'Reads what the others work on.',
  responder: 'Handles alerts and incidents, keeps watchlists and block lists.',
  lead: 'A responder who also brings people in and reads the audit log.',
  engineer: 'A responder who also keeps sources, rules and parked events.',
  admin: 'May do everything.',
};

/** What somebody with these roles may do. Names that are none of these roles give nothing. */
export function permissionsOf(roles: readonly string[]): readonly Permission[] {
  return PERMISSIONS.filter((permission) => HOLDERS[permission].some((role) => roles.includes(role)));
}

/** Whether every installation has this role. */
export function isBuiltIn(name: string): boolean {
  return (ROLES as readonly string[]).includes(name);
}

/** Each with what it may do, least rights first. */
export function builtInRoles(): Role[] {
  return ROLES.map((name) => ({
    name,
    description: DESCRIPTIONS[name],
    permissions: [...permissionsOf([name])],
    version: null,
  }));
}
