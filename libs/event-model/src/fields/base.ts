/** Types of the fields we index; each store maps them to its own. */
export type FieldType = 'keyword' | 'text' | 'ip' | 'date' | 'long' | 'double' | 'boolean' | 'geo_point' | 'flattened';

export interface FieldSpec {
  readonly name: string;
  readonly type: FieldType;
  readonly description: string;
}

/** Fields of one type, by name. */
export function fields(type: FieldType, descriptions: Readonly<Record<string, string>>): FieldSpec[] {
  return Object.entries(descriptions).map(([name, description]) => ({ name, type, description }));
}
