import type { FieldValue } from '@tocsin/event-model';

import { readAddress } from '../../../values/address';
import type { EventData } from '../record/windows-record';

export type Patch = Record<string, FieldValue>;

/** A text that says something: Windows writes `-` for what it does not know. */
export function said(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' && text !== '-' ? text : undefined;
}

/** A whole number, decimal or as `0x1f4`. */
export function wholeNumber(value: unknown): number | undefined {
  const text = said(value)?.trim();
  if (text === undefined || !/^(?:0x[\da-f]{1,16}|\d{1,15})$/i.test(text)) return undefined;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** A port; Windows writes 0 where there is none. */
export function port(value: unknown): number | undefined {
  const number = wholeNumber(value);
  return number !== undefined && number > 0 && number <= 65_535 ? number : undefined;
}

/** How the value of a row is read. */
export type Reader = (value: unknown) => FieldValue | undefined;

/** Name in the event data, field, and reader; text when not given. */
export type Row = readonly [name: string, field: string, read?: Reader];

/** Sets the fields of the rows. Of several rows for one field the first that says something counts. */
export function readRows(rows: readonly Row[], data: EventData, patch: Patch): void {
  for (const [name, field, read = said] of rows) {
    const given = data[name];
    if (given === undefined || patch[field] !== undefined) continue;
    const value = read(given);
    if (value !== undefined) patch[field] = value;
  }
}

export const address: Reader = (value) => readAddress(value);

/** The last part of a path: `cmd.exe`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1);
}

/** What a path says of a file beside itself. */
export function setFileFields(patch: Patch): void {
  const path = patch['file.path'];
  if (typeof path !== 'string') return;
  const name = baseName(path);
  if (name !== '') patch['file.name'] = name;
  if (name.length < path.length - 1) patch['file.directory'] = path.slice(0, path.length - name.length - 1);
  const dot = name.lastIndexOf('.');
  if (dot > 0 && dot < name.length - 1) patch['file.extension'] = name.slice(dot + 1).toLowerCase();
}

/** Names of programs, from their paths. */
export function setProcessNames(patch: Patch): void {
  setName(patch, 'process.executable', 'process.name');
  setName(patch, 'process.parent.executable', 'process.parent.name');
}

function setName(patch: Patch, from: string, to: string): void {
  const path = patch[from];
  if (typeof path === 'string' && baseName(path) !== '') patch[to] = baseName(path);
}
