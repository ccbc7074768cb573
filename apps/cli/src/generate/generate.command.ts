import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import type { Command } from 'commander';

import { CommandFailure } from '../exit-codes';
import { projectRoot } from '../project';
import { clusterCompose, frontEndCompose, smallCompose } from './compose';
import { configurationPage, type Setting } from './configuration-page';
import { frontEndNginxConf, nginxConf } from './nginx-service';
import { pluginPages, type DescribedPlugin } from './plugin-pages';
import { pluginSummaries } from './plugin-summaries';
import { problemCodesPage } from './problem-codes-page';

const MAX_DESCRIPTION = 16 * 1024 ** 2;

/** Adds `tocsin generate`. */
export function addGenerateCommand(program: Command): Command {
  return program
    .command('generate')
    .description(
      'Write the files that are made from the code: docs/configuration.md, docs/problem-codes.md, docs/plugins, docker/compose*.yml, docker/nginx.',
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

interface Description {
  readonly settings: Record<string, Setting[]>;
  readonly plugins: Omit<DescribedPlugin, 'summary'>[];
}

function generatedFiles(): Record<string, string> {
  const { settings, plugins } = JSON.parse(
    execFileSync(process.execPath, [join(projectRoot, 'dist/server/apps/standalone/src/describe.js')], {
      encoding: 'utf8',
      maxBuffer: MAX_DESCRIPTION,
    }),
  ) as Description;
  return {
    [join(projectRoot, 'docs/configuration.md')]: configurationPage(settings),
    [join(projectRoot, 'docs/problem-codes.md')]: problemCodesPage(
      ['apps/api/src', 'libs'].map((folder) => join(projectRoot, folder)),
    ),
    [join(projectRoot, 'docker/compose.yml')]: clusterCompose(),
    [join(projectRoot, 'docker/compose.small.yml')]: smallCompose(),
    [join(projectRoot, 'docker/compose.front-end.yml')]: frontEndCompose(),
    [join(projectRoot, 'docker/nginx/nginx.conf')]: nginxConf(),
    [join(projectRoot, 'docker/nginx/front-end.conf')]: frontEndNginxConf(),
    ...pagesOf(plugins),
  };
}

function pagesOf(plugins: Description['plugins']): Record<string, string> {
  const summaries = pluginSummaries(join(projectRoot, 'apps/pipeline/src/stages'));
  const described = plugins.map((plugin) => ({ ...plugin, summary: summaries.get(plugin.type) ?? '' }));
  const silent = described.filter(({ summary }) => summary === '').map(({ type }) => type);
  if (silent.length > 0)
    throw new CommandFailure(`say in a comment above the class what these plug-ins are for: ${silent.join(', ')}`);
  const pages = Object.entries(pluginPages(described));
  return Object.fromEntries(pages.map(([name, content]) => [join(projectRoot, 'docs/plugins', name), content]));
}

function contentOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
