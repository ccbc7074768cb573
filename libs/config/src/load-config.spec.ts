import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { describeConfig } from './describe-config';
import { ConfigError, loadConfig } from './load-config';

const schema = z.strictObject({
  database: z.strictObject({ url: z.url().describe('Where PostgreSQL listens.') }),
  ingest: z.strictObject({
    maxLineBytes: z.number().int().min(1).default(1024).describe('Longest line.'),
    isStrict: z.boolean().default(false),
  }),
});

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tocsin config '))));
afterEach(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, 'tocsin.yml');
  writeFileSync(path, text);
  return path;
}

function problemsOf(text: string, env: Record<string, string> = {}): readonly string[] {
  try {
    loadConfig(schema, { file: file(text), env });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
  }
  return [];
}

describe(loadConfig.name, () => {
  it('reads the file, fills in defaults and leaves the sections of other apps alone', () => {
    const config = loadConfig(schema, { file: file('database: {url: "postgres://db/x"}\nalerting: {x: 1}'), env: {} });
    expect(config).toEqual({ database: { url: 'postgres://db/x' }, ingest: { maxLineBytes: 1024, isStrict: false } });
  });

  it('lets the environment win, with numbers and booleans understood', () => {
    const env = {
      TOCSIN_DATABASE_URL: 'postgres://env/y',
      TOCSIN_INGEST_MAX_LINE_BYTES: '7',
      TOCSIN_INGEST_IS_STRICT: 'true',
    };
    const config = loadConfig(schema, { file: file('database: {url: "postgres://db/x"}'), env });
    expect(config).toEqual({ database: { url: 'postgres://env/y' }, ingest: { maxLineBytes: 7, isStrict: true } });
  });

  it('reads a secret from the file a variable names', () => {
    const secret = join(folder, 'secret');
    writeFileSync(secret, 'postgres://secret/z\n');
    const config = loadConfig(schema, { file: file(''), env: { TOCSIN_DATABASE_URL_FILE: secret } });
    expect(config.database.url).toBe('postgres://secret/z');
  });

  it('reports every problem at once, by name and never by value', () => {
    const problems = problemsOf('databse: {}\ningest: {maxLineBytes: -5, colour: 1}', {
      TOCSIN_DATABASE_URL: 'hunter2',
      TOCSIN_INGEST_MAX_LINES: '3',
    });
    expect(problems).toHaveLength(5);
    for (const name of ['databse', 'TOCSIN_INGEST_MAX_LINES', 'database.url', 'ingest.maxLineBytes', 'colour']) {
      expect(problems.join('\n')).toContain(name);
    }
    expect(problems.join('\n')).not.toContain('hunter2');
  });

  it('refuses a file that is not there and one that is not YAML', () => {
    expect(() => loadConfig(schema, { file: join(folder, 'none.yml'), env: {} })).toThrow('there is no file');
    expect(problemsOf('database: [')[0]).toContain('tocsin.yml');
  });
});

describe(describeConfig.name, () => {
  it('lists each setting with its variable, description and default', () => {
    expect(describeConfig(schema).slice(0, 2)).toEqual([
      { key: 'database.url', variable: 'TOCSIN_DATABASE_URL', description: 'Where PostgreSQL listens.' },
      {
        key: 'ingest.maxLineBytes',
        variable: 'TOCSIN_INGEST_MAX_LINE_BYTES',
        description: 'Longest line.',
        fallback: '1024',
      },
    ]);
  });
});
