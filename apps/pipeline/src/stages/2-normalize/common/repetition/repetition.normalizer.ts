import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer } from '@tocsin/plugin-kit';

import { repetitionOptionsSchema, type RepetitionOptions } from './repetition.options';

const REPEATED = /^message repeated (?<times>\d{1,9}) times: \[ ?(?<inner>.*)\]\s*$/s;
const LAST_REPEATED = /^(?:-- ?)?last message repeated (?<times>\d{1,9}) times?\b/;

/**
 * Counts what a syslog daemon has counted. A message that says what it repeats becomes the one it stands for, so that those who
 * understand the program that wrote it understand this too; what was sent stays beside it.
 */
@Injectable()
@NormalizerPlugin({
  type: 'repetition',
  understands: 'header',
  order: 200,
  stability: 'beta',
  options: repetitionOptionsSchema,
  reads: ['message'],
  writes: ['message', 'event.original', 'tocsin.repeat'],
})
export class RepetitionNormalizer implements Normalizer<RepetitionOptions> {
  claims({ message }: SecurityEvent): boolean {
    const start = message.charCodeAt(0);
    if (start === 0x6d) return message.startsWith('message repeated ');
    return (start === 0x6c || start === 0x2d) && message.slice(0, 30).includes('last message repeated ');
  }

  normalize({ message }: SecurityEvent): EventPatch {
    const last = LAST_REPEATED.exec(message)?.groups?.['times'];
    if (last !== undefined) return { 'tocsin.repeat': Number(last) };
    const { times, inner } = REPEATED.exec(message)?.groups ?? {};
    if (times === undefined || inner === undefined) return {};
    return { message: inner, 'tocsin.repeat': Number(times), 'event.original': message };
  }
}
