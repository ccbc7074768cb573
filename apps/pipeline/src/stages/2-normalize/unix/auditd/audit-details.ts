import type { FieldValue } from '@tocsin/event-model';

import type { AuditRecord } from './audit-record';

const CALL_ARGUMENT = /^a[0-3]$/;

/** All values under the names rules for audit use; several of one name, from several records, are a list. */
export function auditDetails(records: readonly AuditRecord[]): Record<string, FieldValue> {
  const [only] = records;
  if (records.length === 1 && only !== undefined) return { ...only.values, type: only.type };
  const details: Record<string, FieldValue> = { type: single([...new Set(records.map(({ type }) => type))]) };
  const hasArguments = records.some(({ type }) => type === 'EXECVE');
  const lists = new Map<string, Set<string>>();
  for (const { type, values } of records)
    for (const key in values) {
      // Arguments of the program are worth more than the pointers the call was given.
      if (hasArguments && type === 'SYSCALL' && CALL_ARGUMENT.test(key)) continue;
      const list = lists.get(key);
      if (list === undefined) lists.set(key, new Set([values[key] as string]));
      else list.add(values[key] as string);
    }
  for (const [key, list] of lists) if (key !== 'type') details[key] = single([...list]);
  return details;
}

function single(values: readonly string[]): FieldValue {
  return values.length === 1 ? (values[0] as string) : [...values];
}
