import type { PluginNames } from '../plugin-names';
import type { PluginTemplate } from './plugin-template';

/** An enricher that answers from memory. */
export function enricherTemplate({ type, file, base, variable }: PluginNames): PluginTemplate {
  return {
    plugin: `import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { EnricherPlugin, type EventEnricher } from '@tocsin/plugin-kit';

import { ${variable}OptionsSchema, type ${base}Options } from './${file}.options';

const LOCAL = '127.0.0.1';

/** Adds what we know to an event. Say here what that is: this text is the first of the plug-in's page. */
@Injectable()
@EnricherPlugin({
  type: '${type}',
  stability: 'experimental',
  options: ${variable}OptionsSchema,
  reads: ['source.ip'],
  writes: ['network.direction'],
})
export class ${base}Enricher implements EventEnricher<${base}Options> {
  enrich(event: SecurityEvent): EventPatch {
    return event['source.ip'] === LOCAL ? { 'network.direction': 'internal' } : {};
  }
}
`,
    spec: `import type { SecurityEvent } from '@tocsin/event-model';
import { describeEnricherContract } from '@tocsin/plugin-kit/testing';

import { ${base}Enricher } from './${file}.enricher';

function anEvent(address: string): SecurityEvent {
  return { '@timestamp': '2026-01-01T00:00:00.000Z', message: '', 'source.ip': address };
}

describe(${base}Enricher.name, () => {
  const enricher = new ${base}Enricher();
  describeEnricherContract({ enricher, options: {}, event: anEvent('127.0.0.1') });

  it('adds nothing to what it does not know', () => {
    expect(enricher.enrich(anEvent('192.0.2.1'))).toEqual({});
  });
});
`,
  };
}
