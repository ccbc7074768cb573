import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer } from '@tocsin/plugin-kit';

import { summaryOptionsSchema, type SummaryOptions } from './summary.options';

/** Parts of the line in the order they are told, each by the first of its fields that has a value. */
const PARTS: readonly (readonly [before: string, fields: readonly string[]])[] = [
  ['', ['event.module', 'event.provider', 'event.dataset', 'tocsin.category']],
  [': ', ['event.action', 'rule.name', 'event.code']],
  [' ', ['event.outcome']],
  [', user ', ['user.name', 'user.email', 'user.id']],
  [', from ', ['source.ip', 'source.domain', 'source.address']],
  [', to ', ['destination.ip', 'destination.domain', 'destination.address']],
  [', ', ['url.original', 'file.path', 'process.command_line', 'dns.question.name']],
  [', on ', ['host.name']],
];
const FIELDS = PARTS.flatMap(([, fields]) => fields);

/** Gives an event that has no line for people one made of what it says. */
@Injectable()
@NormalizerPlugin({
  type: 'summary',
  understands: 'finish',
  order: 200,
  stability: 'beta',
  options: summaryOptionsSchema,
  reads: ['message', ...FIELDS],
  writes: ['message'],
})
export class SummaryNormalizer implements Normalizer<SummaryOptions> {
  claims({ message }: SecurityEvent): boolean {
    return message === '' || message === undefined;
  }

  normalize(event: SecurityEvent, { maxLength }: SummaryOptions): EventPatch {
    let line = '';
    for (const [before, fields] of PARTS) {
      const text = firstText(event, fields);
      if (text !== undefined) line += line === '' ? text : before + text;
    }
    // A line is one line, whatever is in the fields.
    const clean = line.replace(/\s+/g, ' ').trim();
    return clean === '' ? {} : { message: clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean };
  }
}

function firstText(event: SecurityEvent, fields: readonly string[]): string | undefined {
  for (const field of fields) {
    const value = event[field];
    const one: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof one === 'string' && one !== '') return one;
    if (typeof one === 'number') return String(one);
  }
  return undefined;
}
