import type { Actor } from '@tocsin/access-control';

/**
 * SQL condition on `incident`: whether the account in the given parameter may see it. Every query that reads incidents or what belongs
 * to them for people has it.
 */
export function visibleTo(parameter: string): string {
  return `(NOT incident.is_restricted OR EXISTS (
    SELECT FROM incident_person AS named
     WHERE named.incident_id = incident.id AND named.role = 'named' AND named.account_id = ${parameter}::uuid))`;
}

/** The id of the incident in $1 and of those that were merged into it. */
export const FAMILY = `(SELECT id FROM incident AS member WHERE member.id = $1 OR member.merged_into = $1)`;

/** As {@link FAMILY}, of those only which the account in the second parameter may see. */
export function familyOf(incident: string, account: string): string {
  return `(SELECT incident.id FROM incident WHERE (incident.id = ${incident} OR incident.merged_into = ${incident}) AND ${visibleTo(account)})`;
}

export type Viewer = Pick<Actor, 'accountId'>;
