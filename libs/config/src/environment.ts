import { readFileSync } from 'node:fs';

import { parse as parseYaml } from 'yaml';
import type { z } from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;

/** `TOCSIN_INGEST_MAX_LINE_BYTES` for `ingest.maxLineBytes`. */
export function environmentName(path: readonly string[]): string {
  return ['TOCSIN', ...path.map((part) => part.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase())].join('_');
}

/** Sets every value the environment gives for a key of the schema; a name with one of its sections that fits no key is a problem. */
export function readEnvironment(
  schema: z.ZodObject,
  env: Environment,
  input: Record<string, unknown>,
  problems: string[],
): void {
  const known = new Set<string>();
  for (const [path, leaf] of leaves(schema, [])) {
    const name = environmentName(path);
    known.add(name).add(`${name}_FILE`);
    const text = valueOf(name, env, problems);
    if (text !== undefined) setAt(input, path, isText(leaf) ? text : parseValue(text));
  }
  const prefixes = Object.keys(schema.shape).map((section) => `${environmentName([section])}_`);
  for (const name of Object.keys(env)) {
    if (prefixes.some((prefix) => name.startsWith(prefix)) && !known.has(name))
      problems.push(`${name}: no such setting`);
  }
}

/** Every key of nested objects with its schema; anything that is not an object is one value. */
export function* leaves(schema: z.ZodType, path: readonly string[]): Generator<[readonly string[], z.ZodType]> {
  const inner = unwrap(schema);
  if (inner.def.type !== 'object') {
    yield [path, inner];
    return;
  }
  for (const [key, child] of Object.entries((inner as z.ZodObject).shape))
    yield* leaves(child as z.ZodType, [...path, key]);
}

const WRAPPERS: ReadonlySet<string> = new Set(['optional', 'default', 'prefault', 'nullable', 'readonly']);

function unwrap(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while (WRAPPERS.has(inner.def.type)) inner = (inner.def as unknown as { innerType: z.ZodType }).innerType;
  return inner;
}

function isText(schema: z.ZodType): boolean {
  return schema.def.type === 'string' || schema.def.type === 'enum';
}

function valueOf(name: string, env: Environment, problems: string[]): string | undefined {
  const file = env[`${name}_FILE`];
  if (file === undefined) return env[name];
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    problems.push(`${name}_FILE: cannot read the file it names`);
    return undefined;
  }
}

function parseValue(text: string): unknown {
  try {
    return parseYaml(text) as unknown;
  } catch {
    return text;
  }
}

function setAt(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const child = target[key];
  const next: Record<string, unknown> = typeof child === 'object' && child !== null ? { ...child } : {};
  target[key] = next;
  setAt(next, rest, value);
}
