import type { EventView } from '@tocsin/api-contract';

import { flatFields, type NamedValue } from '../../shared/event/flat-fields';

/** The value of one field as a table shows it; its text is empty when the event has no such field. */
export function fieldText({ event }: EventView, name: string): NamedValue {
  const own = event[name];
  if (typeof own === 'string') return { name, value: own };
  const [top = ''] = name.split('.', 1);
  const part = own === undefined ? { [top]: event[top] } : { [name]: own };
  return flatFields(part).find((field) => field.name === name) ?? { name, value: '' };
}
