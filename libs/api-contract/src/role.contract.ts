import { z } from 'zod';

import { permissionSchema } from './permission.contract';
import { lineSchema, nameSchema } from './primitives';

/** The roles that every installation has, least rights first. They cannot be changed, and `admin` may do everything. */
export const ROLES = ['viewer', 'responder', 'lead', 'engineer', 'admin'] as const;

/** Roles an installation may make itself. */
export const MOST_ROLES = 100;

/** Roles of one account; it may do what any of them may. */
export const rolesSchema = z.array(nameSchema).min(1).max(20);

/** Gives an account other roles; nobody can give a permission they do not have. */
export const setRolesSchema = z.strictObject({
  roles: rolesSchema,
  seenRoles: z.array(nameSchema).max(100).describe('Those it had as they were seen; others are a conflict.'),
});

export type SetRoles = z.infer<typeof setRolesSchema>;

const description = lineSchema(200);
const permissions = z.array(permissionSchema).min(1).max(100).describe('At most those one has.');

/** Changes a role of one's own making. */
export const changeRoleSchema = z.strictObject({ description, permissions });

export type ChangeRole = z.infer<typeof changeRoleSchema>;

/** Makes a role. Its name stays, because accounts, invitations and group mappings name it. */
export const createRoleSchema = changeRoleSchema.extend({ name: nameSchema });

export type CreateRole = z.infer<typeof createRoleSchema>;

/** What a role may do. */
export const roleSchema = z.object({
  name: z.string(),
  description: z.string(),
  permissions: z.array(permissionSchema),
  version: z.number().int().nullable().describe('Also the ETag; null for the roles that every installation has.'),
});

export type Role = z.infer<typeof roleSchema>;

/** Every role: those of every installation, least rights first, then at most 100 of one's own, by name. */
export const roleListSchema = z.object({ roles: z.array(roleSchema) });

export type RoleList = z.infer<typeof roleListSchema>;
