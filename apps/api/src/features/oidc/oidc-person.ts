import type { OidcPerson } from '@tocsin/access-control';
import { z } from 'zod';

import type { OidcOptions } from '../../access-options';
import { PlainProblem } from '../../http/problem';

const LONGEST_NAME = 100;
/** As invitations take it. */
const USERNAME = /^[a-z0-9][a-z0-9._@-]{1,63}$/;

const claimsSchema = z.looseObject({ iss: z.string(), sub: z.string().min(1).max(255), name: z.string().optional() });

/** @throws {PlainProblem} when the provider names nobody whom we can give a name. */
export function personOf(claims: object, options: OidcOptions): OidcPerson {
  const { iss: issuer, sub: subject, name, ...others } = claimsSchema.parse(claims);
  const username = text(others[options.nameClaim])?.trim().toLowerCase() ?? '';
  if (!USERNAME.test(username))
    throw new PlainProblem('forbidden', 'oidc.no_name', `The provider gives no usable name in ${options.nameClaim}.`);
  const displayName =
    (name ?? '')
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, LONGEST_NAME) || username;
  return { issuer, subject, username, displayName, roles: rolesOf(others[options.groupClaim], options) };
}

function rolesOf(claim: unknown, { groupRoles }: OidcOptions) {
  const groups = (Array.isArray(claim) ? claim : [claim]).filter((group) => typeof group === 'string');
  const roles = groups.flatMap((group) => (Object.hasOwn(groupRoles, group) ? (groupRoles[group] ?? []) : []));
  return [...new Set(roles)];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
