import { existsSync, readFileSync } from 'node:fs';

import { parse as parseYaml } from 'yaml';
import type { z } from 'zod';

import { readEnvironment } from './environment';

/** Every section a `tocsin.yml` may have; an app reads its own and leaves the others to the other apps. */
const SECTIONS = [
  'database',
  'messaging',
  'store',
  'http',
  'ingest',
  'pipeline',
  'alerting',
  'api',
  'access',
  'rules',
] as const;

export interface ConfigSources {
  /** Path of `tocsin.yml`; by default `TOCSIN_CONFIG`, else `tocsin.yml` in the working folder if it is there. */
  readonly file?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** All that is wrong with a configuration, by name and never by value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(
      `The configuration has ${problems.length} problem(s):\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
  }
}

/**
 * Reads `tocsin.yml`, lets `TOCSIN_<SECTION>_<KEY>` win over it (`TOCSIN_<SECTION>_<KEY>_FILE` reads the value from a file,
 * for secrets), and checks everything against the schema of the app.
 * @throws {ConfigError} with every problem at once.
 */
export function loadConfig<S extends z.ZodObject>(schema: S, sources: ConfigSources = {}): z.infer<S> {
  const env = sources.env ?? process.env;
  const problems: string[] = [];
  const fromFile = readConfigFile(sources.file ?? env['TOCSIN_CONFIG'], problems);
  const sections = Object.keys(schema.shape);
  const input: Record<string, unknown> = {};
  for (const section of sections) input[section] = fromFile[section] ?? {};
  for (const section of Object.keys(fromFile)) {
    if (!isKnownSection(section, sections))
      problems.push(`${section}: no such section; known are ${SECTIONS.join(', ')}`);
  }
  readEnvironment(schema, env, input, problems);
  const result = schema.safeParse(input);
  if (!result.success) problems.push(...result.error.issues.map(describeIssue));
  if (problems.length > 0 || !result.success) throw new ConfigError(problems);
  return result.data;
}

function isKnownSection(section: string, own: readonly string[]): boolean {
  return own.includes(section) || SECTIONS.some((known) => known === section);
}

function readConfigFile(path: string | undefined, problems: string[]): Record<string, unknown> {
  const file = path ?? 'tocsin.yml';
  if (!existsSync(file)) {
    if (path !== undefined) problems.push(`TOCSIN_CONFIG: there is no file ${path}`);
    return {};
  }
  try {
    const content: unknown = parseYaml(readFileSync(file, 'utf8'));
    if (content === null || content === undefined) return {};
    if (typeof content === 'object' && !Array.isArray(content)) return content as Record<string, unknown>;
    problems.push(`${file}: expected sections such as "database:", found something else`);
  } catch (error) {
    problems.push(`${file}: ${firstLine(error)}`);
  }
  return {};
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.') || 'configuration';
  if (issue.code === 'unrecognized_keys') return `${path}: no such key ${issue.keys.join(', ')}`;
  return `${path}: ${issue.message}`;
}
