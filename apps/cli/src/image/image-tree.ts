import { execFileSync, spawn, spawnSync, type ChildProcess, type SpawnSyncReturns } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { finalStage, root, type ComposeService } from './docker-folder';

/** What the console's build would be; which files it has is no matter here. */
export const CONSOLE_PAGE = '<!doctype html><title>the console</title>';

/** The file tree of the image, made by hand: what the Dockerfile's last stage does, without an engine for containers. */
export class ImageTree {
  constructor(private readonly folder: string) {}

  /** Copies and installs, instruction by instruction. */
  make(): void {
    if (!existsSync(join(root, 'dist/server')))
      throw new Error(
        'dist/server is absent, so there is nothing to put into an image. Build it: npm run build:server',
      );
    mkdirSync(this.folder, { recursive: true });
    for (const line of finalStage()) {
      const [instruction, ...words] = line.split(/\s+/);
      if (instruction === 'COPY') this.copy(words);
      if (instruction === 'RUN') this.install(line);
    }
    const console = join(this.folder, 'dist/console/browser');
    mkdirSync(console, { recursive: true });
    writeFileSync(join(console, 'index.html'), CONSOLE_PAGE);
  }

  /** Starts a role as the image's entry point does. */
  start(role: string, environment: Readonly<Record<string, string>>): ChildProcess {
    return spawn(join(this.folder, 'entrypoint.sh'), [role], {
      cwd: this.folder,
      env: { ...this.environment(), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Runs a command of `cli` to its end. */
  cli(...words: readonly string[]): SpawnSyncReturns<string> {
    return spawnSync(join(this.folder, 'entrypoint.sh'), ['cli', ...words], {
      cwd: this.folder,
      env: this.environment(),
      encoding: 'utf8',
    });
  }

  /** `COPY [--from=build] SOURCE… TARGET`; what the build stage made lies in the project's own folder here. */
  private copy(words: readonly string[]): void {
    const names = words.filter((word) => !word.startsWith('--from=')).map((word) => word.replace(/^\/build\//, ''));
    const target = names.pop() ?? '.';
    for (const name of names) {
      // Of dist the server only: the console is no matter here, and need not be built.
      const source = name === 'dist' ? 'dist/server' : name;
      const place =
        name === 'dist' ? join(target, 'server') : target.endsWith('/') ? join(target, basename(name)) : target;
      cpSync(join(root, source), join(this.folder, place), { recursive: true });
    }
  }

  private install(line: string): void {
    const command = /npm ci [^&]+/.exec(line)?.[0].trim();
    if (command === undefined) throw new Error(`the image is made by more than "npm ci": ${line}`);
    execFileSync('/bin/sh', ['-c', `${command} --prefer-offline --no-audit`], {
      cwd: this.folder,
      env: { ...process.env, ...this.environment() },
      stdio: 'pipe',
    });
  }

  /** Nothing of the project's own folder, so that nothing can be found there by chance. */
  private environment(): Record<string, string> {
    return {
      PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
      HOME: process.env['HOME'] ?? this.folder,
      NODE_ENV: 'production',
    };
  }
}

/** The environment of a service, with its secrets in that folder. */
export function environmentOf(service: ComposeService, secrets: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(service.environment ?? {}).map(([name, value]) => [name, value.replace('/run/secrets', secrets)]),
  );
}
