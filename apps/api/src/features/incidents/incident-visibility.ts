import type { Actor } from '@tocsin/access-control';

/**
 * SQL condition on `incident`: whether the account in the given parameter may see it. Every query that reads incidents or what belongs
 * to them for people has it.
 */
export function visibleTo(parameter: string, incident = 'incident'): string {
  return `(NOT ${incident}.is_restricted OR EXISTS (
    SELECT FROM incident_person AS named
     WHERE named.incident_id = ${incident}.id AND named.role = 'named' AND named.account_id = ${parameter}::uuid))`;
}

/**
 * The ids of an incident and of those that were merged into it, as far as the account may see them: a part that was restricted is not
 * there for others. All are given as SQL.
 */
export function familyOf(incident: string, account: string): string {
  return `(SELECT member.id FROM incident AS member
    WHERE (member.id = ${incident} OR member.merged_into = ${incident}) AND ${visibleTo(account, 'member')})`;
}

/**
 * SQL condition on `incident`: whether it is part of another one, for the account in the given parameter. For whoever may not see that
 * other one it stands for itself, so that nobody learns of what is not for them.
 */
export function mergedFor(parameter: string): string {
  return `EXISTS (SELECT FROM incident AS whole WHERE whole.id = incident.merged_into AND ${visibleTo(parameter, 'whole')})`;
}

export type Viewer = Pick<Actor, 'accountId'>;
