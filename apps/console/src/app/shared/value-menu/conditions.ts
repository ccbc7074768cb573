/** As the search language writes a field; a name of any other form cannot be asked for. */
const FIELD = /^[\p{L}@_][\p{L}\p{N}@_.-]*$/u;

/**
 * What finds exactly this value of the field, or, when no field is named, the value in any text; `undefined` when the field has no
 * name that can be written.
 */
export function conditionOf(field: string, value: string): string | undefined {
  const quoted = `"${value.replace(/["\\]/g, '\\$&')}"`;
  if (field === '') return value.trim() === '' ? undefined : quoted;
  return FIELD.test(field) ? `${field}:${quoted}` : undefined;
}

/** The query and this condition. */
export function keepOnly(query: string, condition: string): string {
  return query === '' ? condition : `${asPart(query)} AND ${condition}`;
}

/** The query, without what meets this condition. */
export function leaveOut(query: string, condition: string): string {
  return query === '' ? `NOT ${condition}` : `${asPart(query)} AND NOT ${condition}`;
}

/** In brackets where an `OR` could take in what is put behind it. */
function asPart(query: string): string {
  return /\bOR\b|\|\|/.test(query) ? `(${query})` : query;
}
