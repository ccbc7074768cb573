import { parseTime, type TimeFrame } from '../../../time/parse-time';
import type { SystemValues } from '../record/windows-record';
import { datasetOf } from '../kinds/dataset';
import { readKeywords } from './keywords';
import { said, wholeNumber, type Patch } from './values';

/** Levels by number, as Windows names them; what is always logged counts as information. */
const LEVELS = ['information', 'critical', 'error', 'warning', 'information', 'verbose'];
const SEVERITIES: Readonly<Record<string, readonly [name: string, code: number]>> = {
  critical: ['critical', 2],
  error: ['error', 3],
  warning: ['warning', 4],
  information: ['informational', 6],
  verbose: ['debug', 7],
};
const TEXTS: readonly (readonly [keyof SystemValues, string])[] = [
  ['channel', 'winlog.channel'],
  ['provider', 'winlog.provider_name'],
  ['provider', 'event.provider'],
  ['eventId', 'winlog.event_id'],
  ['eventId', 'event.code'],
  ['computer', 'winlog.computer_name'],
  ['computer', 'host.name'],
  ['recordId', 'winlog.record_id'],
  ['opcode', 'winlog.opcode'],
  ['task', 'winlog.task'],
  ['api', 'winlog.api'],
  ['userId', 'winlog.user.identifier'],
  ['userName', 'winlog.user.name'],
  ['userDomain', 'winlog.user.domain'],
];
const GUIDS: readonly (readonly [keyof SystemValues, string])[] = [
  ['providerGuid', 'winlog.provider_guid'],
  ['activityId', 'winlog.activity_id'],
];
const NUMBERS: readonly (readonly [keyof SystemValues, string])[] = [
  ['version', 'winlog.version'],
  ['processId', 'winlog.process.pid'],
  ['threadId', 'winlog.process.thread.id'],
];
const UTC = 'UTC';
/** .NET's way to write a time in JSON. */
const NET_TIME = /^\/Date\((\d{9,15})(?:[+-]\d{4})?\)\/$/;

/** What every Windows event says of itself. */
export function systemFields(system: SystemValues, frame: TimeFrame): Patch {
  const patch: Patch = {};
  for (const [name, field] of TEXTS) setText(patch, field, system[name]);
  for (const [name, field] of GUIDS) setText(patch, field, braced(system[name]));
  for (const [name, field] of NUMBERS) setNumber(patch, field, system[name]);
  setTimes(patch, system, frame);
  setLevel(patch, system.level ?? levelOfNxlog(system.audit));
  setKeywords(patch, system.keywords);
  if (typeof system.message === 'string') patch['message'] = system.message;
  const channel = patch['winlog.channel'];
  patch['event.module'] = 'windows';
  patch['event.dataset'] = typeof channel === 'string' ? datasetOf(channel) : 'windows.event';
  patch['host.os.type'] = 'windows';
  return patch;
}

function setText(patch: Patch, field: string, value: unknown): void {
  const text = said(value);
  if (text !== undefined) patch[field] = text;
}

function setNumber(patch: Patch, field: string, value: unknown): void {
  const number = wholeNumber(value);
  if (number !== undefined) patch[field] = number;
}

/** Identifiers as Windows writes them: in braces and small letters. */
function braced(value: unknown): string | undefined {
  const text = said(value)?.toLowerCase();
  return text !== undefined && /^[\da-f-]{36}$/.test(text) ? `{${text}}` : text;
}

/** Windows writes times in UTC, with or without saying so; what a shipper made of them is in the zone of the source. */
function setTimes(patch: Patch, { time, localTime }: SystemValues, frame: TimeFrame): void {
  const [, net] = typeof time === 'string' ? (NET_TIME.exec(time) ?? []) : [];
  const written = parseTime(net ?? time, { ...frame, zone: UTC });
  const instant = written ?? parseTime(localTime, frame);
  if (instant === undefined) return;
  patch['@timestamp'] = new Date(instant).toISOString();
  patch['winlog.time_created'] = patch['@timestamp'];
}

/** nxlog has a word of its own, which for audits says how they went. */
function levelOfNxlog(type: unknown): string | undefined {
  const word = said(type)?.toLowerCase();
  return word === undefined ? undefined : word.startsWith('audit') || word === 'info' ? 'information' : word;
}

function setLevel(patch: Patch, level: unknown): void {
  const number = wholeNumber(level);
  const name = number === undefined ? said(level)?.toLowerCase() : LEVELS[number];
  if (name === undefined) return;
  patch['winlog.level'] = name;
  const severity = Object.hasOwn(SEVERITIES, name) ? SEVERITIES[name] : undefined;
  if (severity === undefined) return;
  patch['log.level'] = severity[0];
  patch['event.severity'] = severity[1];
}

function setKeywords(patch: Patch, keywords: unknown): void {
  const { texts } = readKeywords(keywords);
  if (texts.length > 0) patch['winlog.keywords'] = texts;
}
