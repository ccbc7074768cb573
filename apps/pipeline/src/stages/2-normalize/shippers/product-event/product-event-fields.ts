import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';

import type { TimeFrame } from '../../time/parse-time';
import { isKnownZone } from '../../time/zones';
import type { RecordMapping } from '../../values/record-mapping';
import { transportFields } from '../../values/transport';
import type { ProductEvent } from './product-event';
import { readProductSeverity } from './product-severity';

type Patch = Record<string, FieldValue | undefined>;
type Extension = ProductEvent['extension'];

const LABEL = /^(?:cs|cn|cfp|c6a|flexString|flexNumber|flexDate|deviceCustomDate|ad\.|cus)[\w.]*Label$/i;
const HASHES: Readonly<Record<number, string>> = { 32: 'file.hash.md5', 40: 'file.hash.sha1', 64: 'file.hash.sha256' };
const NOTHING = /^(?:n\/a|-|null|none)?$/i;
const DENIED =
  /\b(?:den(?:y|ied)|block(?:ed)?|drop(?:ped)?|reject(?:ed)?|prevent(?:ed)?|quarantined?|discard(?:ed)?)\b/i;
const ALLOWED = /\b(?:allow(?:ed)?|permit(?:ted)?|accept(?:ed)?|pass(?:ed)?)\b/i;

/** What the keys of one format mean. */
export interface KeyMeanings {
  readonly module: string;
  readonly mapping: RecordMapping;
  /** Key of the protocol above IP. */
  readonly transport: string;
  readonly action: string;
  readonly hash: string;
  /** Key of the zone of its times. */
  readonly zone: string;
}

/** The fields of an event in CEF or LEEF. Everything it says is under `details` as well, by its own keys and by their labels. */
export function productEventFields(
  read: ProductEvent,
  meanings: KeyMeanings,
  event: Readonly<SecurityEvent>,
  frame: TimeFrame,
): EventPatch {
  const { extension } = read;
  const zone = extension[meanings.zone];
  const ownFrame = zone !== undefined && isKnownZone(zone) ? { ...frame, zone } : frame;
  const mapped = meanings.mapping.read(saying(extension), ownFrame);
  return {
    ...headFields(read, meanings),
    ...mapped,
    ...transportFields(extension[meanings.transport]),
    ...hashField(extension[meanings.hash]),
    ...categoryFields(mapped, extension[meanings.action]),
    'user.name': mapped['user.name'] ?? mapped['source.user.name'] ?? mapped['destination.user.name'],
    'host.name': event['host.name'] === undefined ? mapped['observer.hostname'] : undefined,
    message: mapped['message'] ?? read.name ?? `${read.product} ${read.code}`,
    details: { ...(event.details ?? {}), ...extension, ...labelled(extension), ...headDetails(read) },
  };
}

function headFields({ vendor, product, version, code, severity }: ProductEvent, { module }: KeyMeanings): Patch {
  const level = readProductSeverity(severity);
  return {
    'event.module': module,
    'event.dataset': `${module}.event`,
    'event.provider': product,
    'event.code': code,
    'observer.vendor': vendor,
    'observer.product': product,
    'observer.version': version === '' ? undefined : version,
    'event.risk_score': level?.score,
    'log.level': level?.name,
    'event.severity': level?.code,
  };
}

function headDetails({ name, severity }: ProductEvent): Record<string, FieldValue> {
  return { ...(name === undefined ? {} : { name }), ...(severity === undefined ? {} : { severity }) };
}

/** The pairs whose value says something. */
function saying(extension: Extension): Extension {
  return Object.fromEntries(Object.entries(extension).filter(([, value]) => !NOTHING.test(value)));
}

/** `cs1=value cs1Label=Rule` says that Rule is value. */
function labelled(extension: Extension): Record<string, FieldValue> {
  const named: [string, FieldValue][] = [];
  for (const key in extension) {
    const name = extension[key];
    if (name === undefined || name === '' || !LABEL.test(key)) continue;
    const value = extension[key.slice(0, -'Label'.length)];
    if (value !== undefined && !(name in extension)) named.push([name, value]);
  }
  return Object.fromEntries(named);
}

function hashField(text: string | undefined): Patch {
  const field = text !== undefined && /^[\da-f]+$/i.test(text) ? HASHES[text.length] : undefined;
  return field === undefined || text === undefined ? {} : { [field]: text.toLowerCase() };
}

function categoryFields(mapped: Patch, action: string | undefined): Patch {
  const isTraffic = mapped['source.ip'] !== undefined && mapped['destination.ip'] !== undefined;
  const verdict = verdictOf(action);
  const type = [...(isTraffic ? ['connection'] : []), ...(verdict === undefined ? [] : [verdict])];
  return {
    'event.category': isTraffic ? ['network'] : mapped['file.path'] !== undefined ? ['file'] : undefined,
    'event.type': type.length === 0 ? ['info'] : type,
  };
}

function verdictOf(action: string | undefined): string | undefined {
  if (action === undefined || action.length > 100) return undefined;
  return DENIED.test(action) ? 'denied' : ALLOWED.test(action) ? 'allowed' : undefined;
}
