import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The project these specs lie in. */
export const root = resolve(__dirname, '../../../..');

/** What tests read of a Compose file. */
export interface ComposeService {
  readonly image: string;
  readonly build?: object;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly env_file?: readonly string[];
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly profiles?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string; readonly required?: boolean }>>;
  readonly networks?: { readonly default: { readonly aliases: readonly string[] } };
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly restart?: string;
  readonly user?: string;
  readonly read_only?: boolean;
}

export interface ComposeDocument {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, object>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

/** A copy of `docker/` in that folder, with secrets of its own. */
export function dockerFolderWithSecrets(into: string, host?: string): string {
  const folder = join(into, 'docker');
  cpSync(join(root, 'docker'), folder, { recursive: true });
  rmSync(join(folder, 'secrets'), { recursive: true, force: true });
  makeSecrets(folder, host);
  return folder;
}

export function makeSecrets(folder: string, host?: string): void {
  // A careful administrator's umask: what containers must read has to come out readable all the same.
  execFileSync(
    '/bin/sh',
    ['-c', 'umask 077; exec "$@"', 'sh', join(folder, 'make-secrets.sh'), ...(host ? [host] : [])],
    {
      stdio: 'pipe',
    },
  );
}

/** The instructions of the Dockerfile's last stage, of which the image is made. */
export function finalStage(): string[] {
  const lines = readFileSync(join(root, 'docker/Dockerfile'), 'utf8').split('\n');
  return lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
}
