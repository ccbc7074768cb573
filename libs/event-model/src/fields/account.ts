import { fields, type FieldSpec } from './base';

/** What is said of an account wherever one stands, as ECS's `user`. */
export function accountFields(prefix: string, account: string): FieldSpec[] {
  return fields('keyword', {
    [`${prefix}.domain`]: `Domain of ${account}.`,
    [`${prefix}.email`]: `Mail address of ${account}.`,
    [`${prefix}.id`]: `Identifier of ${account}.`,
    [`${prefix}.name`]: `Login name of ${account}.`,
  });
}

/** A group, wherever one stands. */
export function groupFields(prefix: string, group: string): FieldSpec[] {
  return fields('keyword', {
    [`${prefix}.domain`]: `Domain of ${group}.`,
    [`${prefix}.id`]: `Identifier of ${group}.`,
    [`${prefix}.name`]: `Name of ${group}.`,
  });
}
