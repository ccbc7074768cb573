import type { PluginNames } from '../plugin-names';
import type { PluginTemplate } from './plugin-template';

/** An unwrapper of a list of records. */
export function unwrapperTemplate({ type, file, base, variable }: PluginNames): PluginTemplate {
  return {
    plugin: `import { Injectable } from '@nestjs/common';
import { UnwrapperPlugin, type JsonRecord, type Unwrapper } from '@tocsin/plugin-kit';

import { ${variable}OptionsSchema, type ${base}Options } from './${file}.options';

const LIST = '${type}_records';

/** Takes the records out of what ${type} puts around them. This text is the first of the plug-in's page. */
@Injectable()
@UnwrapperPlugin({ type: '${type}', stability: 'experimental', options: ${variable}OptionsSchema })
export class ${base}Unwrapper implements Unwrapper<${base}Options> {
  claims(record: JsonRecord): boolean {
    return Array.isArray(record[LIST]);
  }

  unwrap(record: JsonRecord): readonly JsonRecord[] {
    return (record[LIST] as readonly unknown[]).filter(isRecord);
  }
}

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
`,
    spec: `import { describeUnwrapperContract } from '@tocsin/plugin-kit/testing';

import { ${base}Unwrapper } from './${file}.unwrapper';

describe(${base}Unwrapper.name, () => {
  const unwrapper = new ${base}Unwrapper();
  describeUnwrapperContract({
    unwrapper,
    options: {},
    record: { ${type}_records: [{ message: 'one' }, { message: 'two' }] },
    context: { source: 'test', dialect: 'json', zone: 'UTC', receivedAt: 0 },
  });

  it('keeps the order of the records', () => {
    const records = [{ message: 'one' }, { message: 'two' }];
    expect(unwrapper.unwrap({ ${type}_records: records })).toEqual(records);
  });
});
`,
  };
}
