import { Injectable } from '@nestjs/common';
import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { parseTime } from '../time/parse-time';
import { readPriority } from '../values/syslog-priority';
import { mayHaveHeader, readSyslogHeader, type SyslogHeader } from './syslog-header';
import { syslogLineOptionsSchema, type SyslogLineOptions } from './syslog-line.options';

/** Fields a header may replace. */
const SAID_BY_SHIPPER = ['@timestamp', 'host.name', 'process.name', 'process.pid'] as const;

/**
 * Understands a message that is a whole line read from a syslog file: its time, host, program and pid are those of the event;
 * what the shipper said of them is when and where it read the line.
 */
@Injectable()
@NormalizerPlugin({
  type: 'syslog_line',
  understands: 'content',
  order: 100,
  stability: 'beta',
  options: syslogLineOptionsSchema,
  reads: ['message', ...SAID_BY_SHIPPER],
  writes: [
    ...['message', ...SAID_BY_SHIPPER, 'log.level', 'event.severity'],
    ...['log.syslog.facility.name', 'log.syslog.facility.code', 'details.*'],
  ],
})
export class SyslogLineNormalizer implements Normalizer<SyslogLineOptions> {
  claims({ message }: SecurityEvent): boolean {
    return mayHaveHeader(message);
  }

  normalize(event: SecurityEvent, options: SyslogLineOptions, context: NormalizerContext): EventPatch {
    const header = readSyslogHeader(event.message);
    const instant = header && parseTime(header.time, context);
    if (header === undefined || instant === undefined) return {};
    return {
      message: header.text,
      '@timestamp': new Date(instant).toISOString(),
      'host.name': header.host,
      'process.name': header.program,
      'process.pid': header.pid ?? (header.program === undefined ? undefined : null),
      ...priorityFields(header),
      ...(options.keepShipper ? shipperDetails(event) : {}),
    };
  }
}

function priorityFields({ priority }: SyslogHeader): EventPatch {
  const read = priority === undefined ? undefined : readPriority(priority);
  if (read === undefined) return {};
  return {
    'log.level': read.severity.name,
    'event.severity': read.severity.code,
    'log.syslog.facility.name': read.facility.name,
    'log.syslog.facility.code': read.facility.code,
  };
}

function shipperDetails(event: SecurityEvent): EventPatch {
  const shipper: Record<string, FieldValue> = {};
  for (const field of SAID_BY_SHIPPER) {
    const value = event[field];
    if (value !== undefined) shipper[field] = value;
  }
  let key = 'shipper';
  const details: object = event.details ?? {};
  while (Object.hasOwn(details, key)) key += '_';
  return { [`details.${key}`]: shipper };
}
