import type { Command } from 'commander';

import { projectRoot } from '../project';
import { newPlugin } from './new-plugin';
import { PLUGIN_KINDS, pluginNames } from './plugin-names';

/** Adds `tocsin plugin new`. */
export function addPluginCommand(program: Command): Command {
  const plugin = program.command('plugin').description('Plug-ins of the pipeline.');
  plugin
    .command('new')
    .description(
      'Write the four files of a new plug-in, which compile and pass their spec. See docs/writing-plugins.md.',
    )
    .argument('<kind>', PLUGIN_KINDS.join(', '))
    .argument('<type>', 'its public name in lower_snake_case: acme_firewall')
    .option('--family <name>', 'of a normalizer or unwrapper: network, cloud, unix …')
    .action((kind: string, type: string, { family }: { family?: string }) => {
      const names = pluginNames(kind, type);
      const files = newPlugin(projectRoot, names, family);
      process.stdout.write(
        `${files.join('\n')}\n\nNext: ./tocsin test unit ${names.file}, then npm run generate for its page.\n`,
      );
    });
  return plugin;
}
