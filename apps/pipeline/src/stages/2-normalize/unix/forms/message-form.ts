import type { FieldValue } from '@tocsin/event-model';

import { endFields, type Fields } from '../../values/end';
import { writeMac } from '../../values/mac';

/** One way a program words a message, with what it means. */
export interface MessageForm {
  /** How such a message starts; asked first, because most messages are of no form. */
  readonly starts: string;
  /** Its named groups become fields; see {@link readForm}. */
  readonly pattern: RegExp;
  /** What is so for every message of the form. */
  readonly fields: Fields;
}

/** Names of groups that are fields. `from`, `port`, `to` and `toport` are ends; any other is a key of details. */
const FIELD_OF_GROUP: Readonly<Record<string, string>> = {
  user: 'user.name',
  userid: 'user.id',
  domain: 'user.domain',
  target: 'user.target.name',
  effective: 'user.effective.name',
  group: 'group.name',
  gid: 'group.id',
  reason: 'event.reason',
  command: 'process.command_line',
  directory: 'process.working_directory',
  file: 'file.path',
  mac: 'source.mac',
  sender: 'email.from.address',
  recipient: 'email.to.address',
};
const ENDS = new Set(['from', 'port', 'to', 'toport']);

/**
 * Reads a message by the first form that fits. A group named as a field is that field; an empty one says nothing.
 * @returns `undefined` when the message is of no form.
 */
export function readForm(forms: readonly MessageForm[], text: string): Fields | undefined {
  for (const { starts, pattern, fields } of forms) {
    if (!text.startsWith(starts)) continue;
    const match = pattern.exec(text);
    if (match !== null) return { ...fields, ...groupFields(match.groups ?? {}) };
  }
  return undefined;
}

function groupFields(groups: Readonly<Record<string, string | undefined>>): Fields {
  const fields: Fields = {
    ...endFields('source', groups['from'], groups['port']),
    ...endFields('destination', groups['to'], groups['toport']),
  };
  for (const group in groups) {
    // A user name is taken as the client sent it: one with a blank before it is another.
    const value = group === 'user' ? groups[group] : groups[group]?.trim();
    if (value !== undefined && value !== '' && !ENDS.has(group)) fields[fieldOf(group)] = value;
  }
  const { 'source.mac': mac } = fields;
  if (typeof mac === 'string') fields['source.mac'] = writeMac(mac);
  return fields;
}

function fieldOf(group: string): string {
  return FIELD_OF_GROUP[group] ?? `details.${group}`;
}

/** Static fields of a form, short enough for tables. */
export function meaning(
  action: string,
  category: string | readonly string[],
  type: string | readonly string[],
  outcome?: 'success' | 'failure',
): Fields {
  const list = (value: string | readonly string[]): FieldValue => (typeof value === 'string' ? [value] : [...value]);
  const fields: Fields = { 'event.action': action, 'event.category': list(category), 'event.type': list(type) };
  if (outcome !== undefined) fields['event.outcome'] = outcome;
  return fields;
}

/** The fields every table of forms may write. */
export const FORM_WRITES = [
  ...['event.category', 'event.type', 'event.action', 'event.outcome', 'event.reason', 'event.module', 'event.dataset'],
  ...['user.name', 'user.id', 'user.domain', 'user.target.name', 'user.effective.name', 'group.name', 'group.id'],
  ...['source.address', 'source.ip', 'source.domain', 'source.port', 'source.mac', 'network.protocol'],
  ...['destination.address', 'destination.ip', 'destination.domain', 'destination.port'],
  ...['process.name', 'process.command_line', 'process.working_directory', 'file.path'],
  ...['email.from.address', 'email.to.address', 'details.*'],
];
