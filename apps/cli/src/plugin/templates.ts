import type { PluginNames } from './plugin-names';
import { enricherTemplate } from './templates/enricher';
import { normalizerTemplate } from './templates/normalizer';
import type { PluginTemplate } from './templates/plugin-template';
import { tapTemplate } from './templates/tap';
import { unwrapperTemplate } from './templates/unwrapper';

const TEMPLATES: Readonly<Record<PluginNames['kind'], (names: PluginNames) => PluginTemplate>> = {
  enricher: enricherTemplate,
  normalizer: normalizerTemplate,
  tap: tapTemplate,
  unwrapper: unwrapperTemplate,
};

/** The four files of a new plug-in by name; they compile, and their spec passes. */
export function pluginFiles(names: PluginNames): Record<string, string> {
  const { kind, file } = names;
  const { plugin, spec } = TEMPLATES[kind](names);
  return {
    [`${file}.options.ts`]: optionsFile(names),
    [`${file}.${kind}.ts`]: plugin,
    [`${file}.module.ts`]: moduleFile(names),
    [`${file}.${kind}.spec.ts`]: spec,
  };
}

/** The name of the class. */
export function className({ base, kind }: PluginNames): string {
  return `${base}${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

function optionsFile({ base, variable }: PluginNames): string {
  return `import { z } from 'zod';

export const ${variable}OptionsSchema = z.strictObject({});
export type ${base}Options = z.infer<typeof ${variable}OptionsSchema>;
`;
}

function moduleFile(names: PluginNames): string {
  return `import { Module } from '@nestjs/common';

import { ${className(names)} } from './${names.file}.${names.kind}';

/** Import it in the module of its family and the registry finds the plug-in by its decorator. */
@Module({ providers: [${className(names)}] })
export class ${names.base}Module {}
`;
}
