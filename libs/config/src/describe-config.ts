import type { z } from 'zod';

import { environmentName, leaves } from './environment';

/** One setting as the documentation lists it. */
export interface ConfigEntry {
  /** Path in `tocsin.yml`: `ingest.maxLineBytes`. */
  readonly key: string;
  readonly variable: string;
  readonly description: string;
  /** As JSON; absent when the setting must be given. */
  readonly fallback?: string;
}

/** Every setting of a schema, in its order; made from the schema, so that it cannot be out of date. */
export function describeConfig(schema: z.ZodObject): ConfigEntry[] {
  const entries: ConfigEntry[] = [];
  for (const [path] of leaves(schema, [])) {
    const declared = declaredAt(schema, path);
    const fallback = fallbackOf(declared) ?? (isInOptional(schema, path) ? 'null' : undefined);
    entries.push({
      key: path.join('.'),
      variable: environmentName(path),
      description: declared.description ?? '',
      ...(fallback === undefined ? {} : { fallback }),
    });
  }
  return entries;
}

function declaredAt(schema: z.ZodObject, path: readonly string[]): z.ZodType {
  let current: z.ZodType = schema;
  for (const key of path) {
    while (current.def.type !== 'object') current = (current.def as unknown as { innerType: z.ZodType }).innerType;
    current = (current as z.ZodObject).shape[key] as z.ZodType;
  }
  return current;
}

/** Whether it belongs to something that may be left out as a whole. */
function isInOptional(schema: z.ZodObject, path: readonly string[]): boolean {
  return path.slice(0, -1).some((_key, at) => {
    const result = declaredAt(schema, path.slice(0, at + 1)).safeParse(undefined);
    return result.success && result.data === undefined;
  });
}

function fallbackOf(schema: z.ZodType): string | undefined {
  const result = schema.safeParse(undefined);
  return result.success ? JSON.stringify(result.data ?? null) : undefined;
}
