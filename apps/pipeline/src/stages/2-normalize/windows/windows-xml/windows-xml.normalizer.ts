import { Injectable } from '@nestjs/common';
import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { dataField } from '../windows-event/fields/data-field';
import { writeMessage } from '../windows-event/fields/message';
import type { Patch } from '../windows-event/fields/values';
import { windowsFields } from '../windows-event/fields/windows-fields';
import { readEvtx } from '../windows-event/record/evtx-record';
import { isRecord } from '../windows-event/record/windows-record';
import { readXml } from './read-xml';
import { windowsXmlOptionsSchema, type WindowsXmlOptions } from './windows-xml.options';

const START = '<Event';
/** What a shipper said of when and where it got the event. */
const OF_SHIPPER = ['@timestamp', 'host.name'] as const;
/** A header of syslog names who sent the event; that is no process of the event. */
const OF_HEADER = ['process.name', 'process.pid'] as const;

/** Understands a message that is an event of Windows in its XML, as Splunk's forwarders and collectors of events send it. */
@Injectable()
@NormalizerPlugin({
  type: 'windows_xml',
  understands: 'content',
  order: 130,
  stability: 'beta',
  options: windowsXmlOptionsSchema,
  reads: ['message', 'details', ...OF_SHIPPER, ...OF_HEADER],
  writes: [
    ...['@timestamp', 'message', 'event.*', 'host.*', 'log.level', 'winlog.*', 'user.*', 'group.*', 'process.*'],
    ...['file.*', 'dll.*', 'registry.*', 'dns.*', 'network.*', 'source.*', 'destination.*', 'service.name'],
    ...['rule.name', 'url.original', 'details.shipper'],
  ],
})
export class WindowsXmlNormalizer implements Normalizer<WindowsXmlOptions> {
  claims({ message }: SecurityEvent): boolean {
    return message.charCodeAt(0) === 0x3c && (message.startsWith(START) || message.startsWith('<?xml'));
  }

  normalize(event: SecurityEvent, _options: WindowsXmlOptions, context: NormalizerContext): EventPatch {
    const { message } = event;
    const written = readXml(message)?.['Event'];
    if (!isRecord(written) || !isRecord(written['System'])) return {};
    const read = readEvtx(written, {});
    const patch: Patch = windowsFields(read, context);
    for (const name in read.data) patch[dataField(name)] = read.data[name] as FieldValue;
    patch['event.original'] = message;
    setAside(patch, event);
    if (patch['message'] === undefined || patch['message'] === '') patch['message'] = writeMessage(patch);
    return patch;
  }
}

function setAside(patch: Patch, event: SecurityEvent): void {
  const said = OF_SHIPPER.filter(
    (field) => patch[field] !== undefined && event[field] !== undefined && patch[field] !== event[field],
  );
  const isFree = event.details?.['shipper'] === undefined;
  if (said.length > 0 && isFree)
    patch['details.shipper'] = Object.fromEntries(said.map((field) => [field, event[field] as FieldValue]));
  for (const field of OF_HEADER) if (patch[field] === undefined && event[field] !== undefined) patch[field] = null;
}
