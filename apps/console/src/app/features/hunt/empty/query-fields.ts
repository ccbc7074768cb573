const PHRASE = /"(?:[^"\\]|\\.)*"?/gs;
const FIELD = /(?:^|[\s(!-])([\p{L}@_][\p{L}\p{N}@_.-]*)\s?(?::|[<>])/gu;
const MOST = 12;

/** Names of the fields a query asks for, each once. What stands in a phrase is none. */
export function queryFields(query: string): string[] {
  const names = [...query.replace(PHRASE, '""').matchAll(FIELD)].map(([, name = '']) => name);
  return [...new Set(names)].slice(0, MOST);
}
