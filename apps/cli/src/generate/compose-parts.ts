import { stringify } from 'yaml';

/** A service of a Compose file. */
export type Service = Readonly<Record<string, unknown>>;

const NOTE = ' Made by "npm run generate" from apps/cli/src/generate; change that, not this.\n';

/** Where a container finds a secret. */
export function secret(name: string): string {
  return `/run/secrets/${name}`;
}

/** The secrets of a file, as docker/make-secrets.sh makes them. */
export function secretFiles(...names: readonly string[]): Record<string, { file: string }> {
  return Object.fromEntries(names.map((name) => [name, { file: `./secrets/${name}` }]));
}

/** Two minutes of patience for a first start on a slow disk. */
export function health(test: readonly string[]): Service {
  return { test, interval: '5s', timeout: '5s', retries: 24, start_period: '10s' };
}

/** The text of a Compose file. */
export function composeFile(content: object): string {
  return `#${NOTE}${stringify(content, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}
