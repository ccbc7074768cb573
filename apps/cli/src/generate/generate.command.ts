import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import type { Command } from 'commander';

import { CommandFailure } from '../exit-codes';
import { projectRoot } from '../project';
import { clusterCompose, frontEndCompose, smallCompose } from './compose';
import { configurationPage, type Setting } from './configuration-page';
import { frontEndNginxConf, nginxConf } from './nginx-service';

/** Adds `tocsin generate`. */
export function addGenerateCommand(program: Command): Command {
  return program
    .command('generate')
    .description(
      'Write the files that are made from the code: docs/configuration.md, docker/compose*.yml, docker/nginx.',
    )
    .option('--check', 'write nothing; fail when a file is out of date', false)
    .action(({ check }: { check: boolean }) => generate(check));
}

function generate(isCheck: boolean): void {
  const stale = Object.entries(generatedFiles()).filter(([file, content]) => contentOf(file) !== content);
  if (isCheck && stale.length > 0) {
    const names = stale.map(([file]) => relative(projectRoot, file)).join(', ');
    throw new CommandFailure(`out of date: ${names}. Run "npm run generate" and commit what it changes.`);
  }
  for (const [file, content] of stale) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    process.stdout.write(`wrote ${relative(projectRoot, file)}\n`);
  }
}

function generatedFiles(): Record<string, string> {
  const settings = JSON.parse(
    execFileSync(process.execPath, [join(projectRoot, 'dist/server/apps/standalone/src/describe.js')], {
      encoding: 'utf8',
    }),
  ) as Record<string, Setting[]>;
  return {
    [join(projectRoot, 'docs/configuration.md')]: configurationPage(settings),
    [join(projectRoot, 'docker/compose.yml')]: clusterCompose(),
    [join(projectRoot, 'docker/compose.small.yml')]: smallCompose(),
    [join(projectRoot, 'docker/compose.front-end.yml')]: frontEndCompose(),
    [join(projectRoot, 'docker/nginx/nginx.conf')]: nginxConf(),
    [join(projectRoot, 'docker/nginx/front-end.conf')]: frontEndNginxConf(),
  };
}

function contentOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
