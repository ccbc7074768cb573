import { Injectable } from '@nestjs/common';
import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { aliasPatch } from '../../shippers/alias/alias-patch';
import { dataField } from './fields/data-field';
import { writeMessage } from './fields/message';
import type { Patch } from './fields/values';
import { windowsFields } from './fields/windows-fields';
import { readWindowsRecord, windowsShape } from './record/read-windows-record';
import type { EventData } from './record/windows-record';
import { windowsEventOptionsSchema, type WindowsEventOptions } from './windows-event.options';

/** What only Windows can say of its event; anything else that the shipper says in ECS's words counts before. */
const WINDOWS_OWN =
  /^(?:@timestamp|message|winlog\..*|host\.name|log\.level|event\.(?:code|provider|module|dataset|action|category|type|severity))$/;

/**
 * Understands events of Windows, whoever ships them: Winlogbeat and Elastic's agent, nxlog, fluent-bit, evtx_dump nested or
 * flattened, MozDef's lower-case form. Data of the event keep their names under `winlog.event_data`.
 */
@Injectable()
@NormalizerPlugin({
  type: 'windows_event',
  understands: 'dialect',
  order: 200,
  stability: 'beta',
  options: windowsEventOptionsSchema,
  reads: ['tags', 'process.name', 'process.pid'],
  writes: ['*'],
})
export class WindowsEventNormalizer implements Normalizer<WindowsEventOptions> {
  claims(_event: SecurityEvent, { record }: NormalizerContext): boolean {
    return windowsShape(record) !== undefined;
  }

  normalize(event: SecurityEvent, _options: WindowsEventOptions, context: NormalizerContext): EventPatch {
    const shape = windowsShape(context.record);
    if (shape === undefined) return {};
    const read = readWindowsRecord(context.record, shape);
    const patch = windowsFields(read, context);
    addShippers(patch, aliasPatch(read.rest, event, context));
    setData(patch, read.data);
    clearProgram(patch, event);
    if (patch['message'] === undefined || patch['message'] === '') patch['message'] = writeMessage(patch);
    return patch;
  }
}

/** A syslog header around the event names who wrote the event; that is no process. */
function clearProgram(patch: Patch, event: SecurityEvent): void {
  for (const field of ['process.name', 'process.pid'])
    if (event[field] !== undefined && patch[field] === undefined) patch[field] = null;
}

/** A shipper's value that gives way to Windows' own is kept in details. */
function addShippers(patch: Patch, given: Patch): void {
  let displaced: Patch | undefined;
  for (const field in given) {
    const value = given[field] as FieldValue;
    const own = patch[field];
    if (own === undefined || !WINDOWS_OWN.test(field)) patch[field] = value;
    else if (!isSame(value, own)) (displaced ??= {})[field] = value;
  }
  if (displaced !== undefined) patch['details'] = { ...displaced, ...(patch['details'] as Patch | undefined) };
}

function isSame(one: FieldValue, other: FieldValue): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function setData(patch: Patch, data: EventData): void {
  for (const name in data) patch[dataField(name)] = data[name] as FieldValue;
}
