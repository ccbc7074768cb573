import type { PluginNames } from '../plugin-names';
import type { PluginTemplate } from './plugin-template';

/** A tap that writes to where the log of the process goes. */
export function tapTemplate({ type, file, base, variable }: PluginNames): PluginTemplate {
  return {
    plugin: `import { Injectable, Logger } from '@nestjs/common';
import { TapPlugin, type Tap, type TapDelivery } from '@tocsin/plugin-kit';

import { ${variable}OptionsSchema, type ${base}Options } from './${file}.options';

/** Takes events to somewhere else. Say here where: this text is the first of the plug-in's page. */
@Injectable()
@TapPlugin({ type: '${type}', stability: 'experimental', options: ${variable}OptionsSchema })
export class ${base}Tap implements Tap<${base}Options> {
  private readonly log = new Logger(${base}Tap.name);

  deliver({ tap, count }: TapDelivery): Promise<void> {
    this.log.log(\`Tap \${tap}: \${count} event(s)\`);
    return Promise.resolve();
  }
}
`,
    spec: `import { Logger } from '@nestjs/common';

import { ${base}Tap } from './${file}.tap';

describe(${base}Tap.name, () => {
  it('says how many events it was given', async () => {
    const log = jest.spyOn(Logger.prototype, 'log').mockReturnValue();
    const ndjson = Buffer.from('{"id":"1","event":{}}\\n');
    await new ${base}Tap().deliver({ id: 'd', tap: 'mine', source: 's', count: 1, ndjson });
    expect(log).toHaveBeenCalledWith('Tap mine: 1 event(s)');
  });
});
`,
  };
}
