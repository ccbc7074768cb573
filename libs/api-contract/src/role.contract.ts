import { z } from 'zod';

import { permissionSchema } from './permission.contract';

/** What somebody does here, least rights first. */
export const ROLES = ['viewer', 'responder', 'lead', 'engineer', 'admin'] as const;

export const roleSchema = z.enum(ROLES);

export type Role = z.infer<typeof roleSchema>;

/** Roles of one account; it may do what any of them may. */
export const rolesSchema = z.array(roleSchema).min(1).max(ROLES.length);

/** Gives an account other roles; nobody can give a permission they do not have. */
export const setRolesSchema = z.strictObject({ roles: rolesSchema });

export type SetRoles = z.infer<typeof setRolesSchema>;

/** Every role and what it may do. */
export const roleListSchema = z.object({
  roles: z.array(z.object({ name: roleSchema, description: z.string(), permissions: z.array(permissionSchema) })),
});

export type RoleList = z.infer<typeof roleListSchema>;
