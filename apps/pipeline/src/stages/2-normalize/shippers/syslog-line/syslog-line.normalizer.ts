import { Injectable } from '@nestjs/common';
import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import type { TimeFrame } from '../../time/parse-time';
import { readPriority } from '../../values/syslog-priority';
import { mayHaveHeader, readHeader, type DatedHeader } from './read-header';
import type { SyslogHeader } from './syslog-header';
import { syslogLineOptionsSchema, type SyslogLineOptions } from './syslog-line.options';

/** Fields a header may replace. */
const SAID_BY_SHIPPER = ['@timestamp', 'host.name', 'process.name', 'process.pid'] as const;
const SENDER = 'log.source.address';
const PRIORITY_FIELDS = [
  ...['log.level', 'event.severity', 'log.syslog.severity.name', 'log.syslog.severity.code'],
  ...['log.syslog.facility.name', 'log.syslog.facility.code'],
];
const RFC_5424_FIELDS = ['log.syslog.version', 'log.syslog.appname', 'log.syslog.procid', 'log.syslog.msgid'];

/**
 * Understands a message that is a whole line of syslog, as a device sent it or as it stands in a file: its time, host, program
 * and pid are those of the event; what a shipper said of them is when and where it read the line.
 */
@Injectable()
@NormalizerPlugin({
  type: 'syslog_line',
  understands: 'header',
  order: 100,
  stability: 'beta',
  options: syslogLineOptionsSchema,
  reads: ['message', 'details', SENDER, ...SAID_BY_SHIPPER],
  writes: ['message', ...SAID_BY_SHIPPER, ...PRIORITY_FIELDS, ...RFC_5424_FIELDS, 'details.*'],
})
export class SyslogLineNormalizer implements Normalizer<SyslogLineOptions> {
  claims({ message }: SecurityEvent, context: NormalizerContext): boolean {
    return isFromListener(context) || mayHaveHeader(message);
  }

  normalize(event: SecurityEvent, options: SyslogLineOptions, context: NormalizerContext): EventPatch {
    const isSyslog = isFromListener(context);
    const read = readHeader(event.message, isSyslog, frameOf(event, context));
    const ownHost = read?.header.host;
    return {
      ...(read === undefined ? {} : headerFields(read)),
      ...(read === undefined || isSyslog || !options.keepShipper ? {} : shipperDetails(event)),
      ...(isSyslog && ownHost === undefined ? hostFromSender(event) : {}),
      ...(read?.header.rfc5424 === undefined ? {} : rfc5424Fields(event, read)),
    };
  }
}

/** The line came over the network by syslog itself: no shipper stands between. */
function isFromListener({ dialect }: NormalizerContext): boolean {
  return dialect === 'syslog';
}

/** A shipper's time tells the year of a line that was written long before it was sent. */
function frameOf(event: SecurityEvent, { zone }: NormalizerContext): TimeFrame {
  return { zone, receivedAt: Date.parse(event['@timestamp']) };
}

function headerFields({ header, instant }: DatedHeader): EventPatch {
  return {
    message: header.text,
    '@timestamp': instant === undefined ? undefined : new Date(instant).toISOString(),
    'host.name': header.host,
    'process.name': header.program,
    'process.pid': header.pid ?? (header.program === undefined ? undefined : null),
    ...priorityFields(header),
  };
}

function priorityFields({ priority }: SyslogHeader): EventPatch {
  const read = priority === undefined ? undefined : readPriority(priority);
  if (read === undefined) return {};
  return {
    'log.level': read.severity.name,
    'event.severity': read.severity.code,
    'log.syslog.severity.name': read.severity.name,
    'log.syslog.severity.code': read.severity.code,
    'log.syslog.facility.name': read.facility.name,
    'log.syslog.facility.code': read.facility.code,
  };
}

function rfc5424Fields(event: SecurityEvent, { header, instant }: DatedHeader): EventPatch {
  const { version, appname, procid, msgid, structuredData } = header.rfc5424 ?? {};
  const isTimeUnread = header.time !== undefined && instant === undefined;
  return {
    'log.syslog.version': version,
    'log.syslog.appname': appname,
    'log.syslog.procid': procid,
    'log.syslog.msgid': msgid,
    ...(structuredData === undefined ? {} : { [freeDetail(event, 'structured_data')]: structuredData }),
    ...(isTimeUnread ? { [freeDetail(event, 'timestamp')]: header.time } : {}),
  };
}

/** As relays do for a message that names no host (RFC 3164, 4.3.3): its host is the one it came from. */
function hostFromSender(event: SecurityEvent): EventPatch {
  const sender = event[SENDER];
  return typeof sender === 'string' && event['host.name'] === undefined ? { 'host.name': sender } : {};
}

function shipperDetails(event: SecurityEvent): EventPatch {
  const shipper: Record<string, FieldValue> = {};
  for (const field of SAID_BY_SHIPPER) {
    const value = event[field];
    if (value !== undefined) shipper[field] = value;
  }
  return { [freeDetail(event, 'shipper')]: shipper };
}

/** A field of details that nothing stands in. */
function freeDetail(event: SecurityEvent, name: string): string {
  const details: object = event.details ?? {};
  let key = name;
  while (Object.hasOwn(details, key)) key += '_';
  return `details.${key}`;
}
