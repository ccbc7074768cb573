import type { EventView } from '@tocsin/api-contract';

import { flatFields } from '../../shared/event/flat-fields';

/** The value of one field as a table shows it; empty when the event has no such field. */
export function fieldText({ event }: EventView, name: string): string {
  const own = event[name];
  if (typeof own === 'string') return own;
  const [top = ''] = name.split('.', 1);
  const part = own === undefined ? { [top]: event[top] } : { [name]: own };
  return flatFields(part).find((field) => field.name === name)?.value ?? '';
}
