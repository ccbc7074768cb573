import { fieldSpec, type FieldType, type SecurityEvent } from '@tocsin/event-model';
import { valueReader } from '@tocsin/query';
import ipaddr from 'ipaddr.js';

const UNGROUPABLE: ReadonlySet<FieldType> = new Set(['text', 'geo_point', 'flattened', 'date']);

/** @throws {RangeError} for a field whose values no engine can group by: whole texts, places, `details` itself. */
export function assertGroupable(groupBy: readonly string[]): void {
  if (groupBy.length === 0) throw new RangeError('Grouping needs at least one field.');
  for (const field of groupBy) {
    const type = fieldSpec(field)?.type;
    if (type !== undefined && UNGROUPABLE.has(type))
      throw new RangeError(`${field} is ${type}: it cannot be grouped by.`);
  }
}

/** The values of one field of one event as keys of groups, each once: an element of an array is a value of its own. */
export function groupValues(event: SecurityEvent, field: string): readonly string[] {
  const isAddress = fieldSpec(field)?.type === 'ip';
  const keys = new Set<string>();
  valueReader(field)(event, (value) => {
    keys.add(isAddress ? addressKey(String(value)) : String(value));
    return false;
  });
  return [...keys];
}

/** One spelling per address, that of RFC 5952; an IPv4 address mapped into IPv6 is the IPv4 address. */
function addressKey(text: string): string {
  const address = ipaddr.process(text);
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}
