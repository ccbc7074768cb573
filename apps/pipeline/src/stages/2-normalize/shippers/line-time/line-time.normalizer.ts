import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { parseTime } from '../../time/parse-time';
import { leadingTime, mayHaveTime } from './leading-time';
import { lineTimeOptionsSchema, type LineTimeOptions } from './line-time.options';

/**
 * Gives an event that nobody told a time the one its line starts with. The line stays as it is: what stands behind the time is the
 * program's own form.
 */
@Injectable()
@NormalizerPlugin({
  type: 'line_time',
  understands: 'header',
  order: 200,
  stability: 'beta',
  options: lineTimeOptionsSchema,
  reads: ['@timestamp', 'message'],
  writes: ['@timestamp'],
})
export class LineTimeNormalizer implements Normalizer<LineTimeOptions> {
  claims(event: SecurityEvent, { receivedAt }: NormalizerContext): boolean {
    return mayHaveTime(event.message) && event['@timestamp'] === receiptOf(receivedAt);
  }

  normalize({ message }: SecurityEvent, _options: LineTimeOptions, context: NormalizerContext): EventPatch {
    const written = leadingTime(message);
    const instant = written === undefined ? undefined : parseTime(written, context);
    return instant === undefined ? {} : { '@timestamp': new Date(instant).toISOString() };
  }
}

/** All events of a batch were received at one time, so that it is written once. */
let last = { receivedAt: NaN, text: '' };

function receiptOf(receivedAt: number): string {
  if (last.receivedAt !== receivedAt) last = { receivedAt, text: new Date(receivedAt).toISOString() };
  return last.text;
}
