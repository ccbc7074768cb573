import type { PluginNames } from '../plugin-names';
import type { PluginTemplate } from './plugin-template';

/** A normalizer of content: a program's message becomes fields. */
export function normalizerTemplate({ type, file, base, variable }: PluginNames): PluginTemplate {
  return {
    plugin: `import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer } from '@tocsin/plugin-kit';

import { ${variable}OptionsSchema, type ${base}Options } from './${file}.options';

const PROGRAM = '${type}';

/** Understands what ${type} writes. Say here what it tells of: this text is the first of the plug-in's page. */
@Injectable()
@NormalizerPlugin({
  type: '${type}',
  understands: 'content',
  stability: 'experimental',
  options: ${variable}OptionsSchema,
  reads: ['process.name', 'message'],
  writes: ['event.module', 'event.action'],
})
export class ${base}Normalizer implements Normalizer<${base}Options> {
  claims(event: SecurityEvent): boolean {
    return event['process.name'] === PROGRAM;
  }

  normalize(event: SecurityEvent): EventPatch {
    const [, action] = /^(\\w{1,64}) /.exec(event.message) ?? [];
    return action === undefined ? {} : { 'event.module': PROGRAM, 'event.action': action.toLowerCase() };
  }
}
`,
    spec: `import type { SecurityEvent } from '@tocsin/event-model';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';

import { ${base}Normalizer } from './${file}.normalizer';

const context = { source: 'test', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };

function anEvent(message: string): SecurityEvent {
  return { '@timestamp': '2026-01-01T00:00:00.000Z', message, 'process.name': '${type}' };
}

describe(${base}Normalizer.name, () => {
  const normalizer = new ${base}Normalizer();
  describeNormalizerContract({ normalizer, options: {}, event: anEvent('Started by ann'), context });

  it('names what was done', () => {
    expect(normalizer.normalize(anEvent('Started by ann'))).toEqual({
      'event.module': '${type}',
      'event.action': 'started',
    });
  });

  it('has nothing to say of other texts', () => {
    expect(normalizer.normalize(anEvent('!'))).toEqual({});
  });
});
`,
  };
}
