import { ALIASES, ECS_ROOTS } from '../../../shippers/alias/alias-table';
import { knownDataName } from './data-names';
import { systemMeaning, type SystemMeaning } from './flat-keys';

/** What a key of a flat record says, whatever its value. */
export interface FlatKeyMeaning {
  readonly system: SystemMeaning | undefined;
  readonly isOfShipper: boolean;
  readonly isContainer: boolean;
  readonly mayBeNxlogType: boolean;
  readonly dataName: string;
}

/** What nxlog, Logstash and their like write beside the event, in small letters. */
const SHIPPERS_OWN: ReadonlySet<string> = new Set([
  ...['eventreceivedtime', 'sourcemodulename', 'sourcemoduletype', 'severity', 'severityvalue'],
  ...['syslogfacility', 'syslogfacilityvalue', 'syslogseverity', 'syslogseverityvalue', 'port'],
]);
const MAX_CACHED = 5_000;
/** Longer keys are nobody's habit; kept, they would add up. */
const LONGEST_CACHED = 200;
const asWritten = new Map<string, FlatKeyMeaning>();
const renamed = new Map<string, FlatKeyMeaning>();

/** @param isRenamed the shipper changed the case of the names. */
export function flatKeyMeaning(key: string, isRenamed: boolean): FlatKeyMeaning {
  const cache = isRenamed ? renamed : asWritten;
  const cached = cache.get(key);
  if (cached !== undefined) return cached;
  // Keys are the shippers' and may be endless; those in use come back at once.
  if (cache.size >= MAX_CACHED) cache.clear();
  const known = isRenamed ? knownDataName(key) : undefined;
  const meaning = {
    system: systemMeaning(key),
    isOfShipper: isOfShipper(key, known),
    isContainer: key === 'EventData' || key === 'UserData',
    mayBeNxlogType: key.toLowerCase() === 'eventtype',
    dataName: known ?? key,
  };
  if (key.length <= LONGEST_CACHED) cache.set(key, meaning);
  return meaning;
}

function isOfShipper(key: string, known: string | undefined): boolean {
  if (key.startsWith('@') || SHIPPERS_OWN.has(key.toLowerCase())) return true;
  if (key !== key.toLowerCase() || known !== undefined) return false;
  return ALIASES.has(key) || ECS_ROOTS.has(key);
}
