import { fields, type FieldSpec } from './base';

/** An operating system as far as everybody knows it, as ECS's `os`. */
export function osFields(prefix: string, whose: string): FieldSpec[] {
  return fields('keyword', {
    [`${prefix}.os.full`]: `Operating system of ${whose} with its version.`,
    [`${prefix}.os.name`]: `Operating system of ${whose}.`,
    [`${prefix}.os.version`]: `Version of the operating system of ${whose}.`,
  });
}
