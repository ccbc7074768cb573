import type { EventPatch } from '@tocsin/event-model';

import { parseTime, type TimeFrame } from '../../time/parse-time';
import { readAddress } from '../../values/address';
import { endFields, readPort, type Fields } from '../../values/end';
import type { KeyValues } from '../../values/key-value';
import { readSeverity } from '../../values/syslog-priority';
import { transportFields } from '../../values/transport';
import { readWhole } from '../../values/typed-value';
import { urlFields } from '../../values/url-parts';
import type { Named } from './pair-names';

const NANOSECONDS = 1e9;
const WORD = /^[a-z][a-z0-9_.-]{0,31}$/i;

/** Ends, rule, sizes and time of a line. */
export function pairFields(values: KeyValues, named: Named, frame: TimeFrame): EventPatch {
  const severity = readSeverity(named.level);
  return {
    '@timestamp': timeOf(values, frame),
    ...(severity === undefined ? {} : { 'log.level': severity.name, 'event.severity': severity.code }),
    ...sourceFields(values, named),
    ...destinationFields(named),
    ...transportFields(named.protocol),
    ...durationFields(named.seconds),
    ...urlOf(named),
    'event.code': named.code,
    'event.reason': named.reason ?? values['logdesc'],
    'network.protocol': serviceOf(named),
    'network.application': named.application?.toLowerCase(),
    'observer.name': named.device,
    'observer.serial_number': named.serial,
    'observer.ingress.interface.name': named.sourceInterface,
    'observer.egress.interface.name': named.destinationInterface,
    'observer.ingress.zone': named.sourceZone,
    'observer.egress.zone': named.destinationZone,
    'rule.id': named.ruleId,
    'rule.name': named.attack ?? named.rule,
    'file.name': named.file,
    'user.name': named.user,
  };
}

/** `src=192.0.2.7:4711:X0` in some; an administrator comes by `ui=https(192.0.2.7)`. */
function sourceFields(values: KeyValues, named: Named): Fields {
  const console = /\(([0-9a-fA-F.:]{3,45})\)/.exec(values['ui'] ?? '')?.[1];
  const [host, port] = apart(named.source ?? console);
  const fields = endFields('source', host, named.sourcePort ?? port);
  const [natAddress, natPort] = [readAddress(named.natSource), readPort(named.natSourcePort)];
  const [bytes, packets] = [readWhole(named.sentBytes), readWhole(named.sentPackets)];
  if (natAddress !== undefined) fields['source.nat.ip'] = natAddress;
  if (natPort !== undefined && natAddress !== undefined) fields['source.nat.port'] = natPort;
  if (bytes !== undefined) fields['source.bytes'] = bytes;
  if (packets !== undefined) fields['source.packets'] = packets;
  return fields;
}

/** Check Point calls the port asked for the service. */
function destinationFields(named: Named): Fields {
  const [host, port] = apart(named.destination);
  const service = /^\d{1,5}$/.test(named.service ?? '') ? named.service : undefined;
  const fields = endFields('destination', host, named.destinationPort ?? port ?? service);
  const [bytes, packets] = [readWhole(named.receivedBytes), readWhole(named.receivedPackets)];
  if (bytes !== undefined) fields['destination.bytes'] = bytes;
  if (packets !== undefined) fields['destination.packets'] = packets;
  return fields;
}

function apart(place: string | undefined): readonly (string | undefined)[] {
  if (place === undefined) return [];
  if (readAddress(place) !== undefined) return [place];
  return place.split(':', 2);
}

/** The instant when the line has it; date and time of day stand in the zone of the device. */
function timeOf(values: KeyValues, frame: TimeFrame): string | undefined {
  const { eventtime, date, time, timezone, tz } = values;
  const zone = /^[+-]\d\d:?\d\d$/.exec((tz ?? timezone ?? '').replace(/^([+-]\d\d)$/, '$1:00'))?.[0] ?? '';
  const written = date === undefined ? time : `${date} ${time ?? ''}${zone}`;
  const instant = parseTime(eventtime, frame) ?? parseTime(written, frame);
  return instant === undefined ? undefined : new Date(instant).toISOString();
}

function durationFields(text: string | undefined): Fields {
  const seconds = readWhole(text);
  return seconds === undefined || seconds < 0 || seconds > 1e6 ? {} : { 'event.duration': seconds * NANOSECONDS };
}

function urlOf({ url, host }: Named): Fields {
  const isUrl = url !== undefined && (url.startsWith('/') || url.includes('://'));
  if (!isUrl) return {};
  const fields = urlFields(url);
  if (host !== undefined) fields['url.domain'] ??= host;
  return fields;
}

function serviceOf({ service }: Named): string | undefined {
  return service !== undefined && WORD.test(service) ? service.toLowerCase() : undefined;
}
