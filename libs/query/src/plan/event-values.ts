import { fieldSpec, type FieldValue, type SecurityEvent } from '@tocsin/event-model';

import type { Scalar } from '../expr';

/** Gets the plain values of an event one by one; answers true to stop. */
export type ValueTest = (value: Scalar) => boolean;
/** Is there a value that passes the test? */
export type ValueReader = (event: Readonly<SecurityEvent>, test: ValueTest) => boolean;

const DETAILS = 'details';
const DETAILS_PREFIX = 'details.';

/**
 * Reader of one field: each element of an array is a value of its own, objects and nulls are none. Inside `details` a
 * dotted name is reached whether the shipper nested it, dotted it or both, through arrays too: as a flattened index sees it.
 */
export function valueReader(field: string): ValueReader {
  if (field === DETAILS) return (event, test) => someLeaf(event.details, test);
  if (field.startsWith(DETAILS_PREFIX)) return detailReader(field.slice(DETAILS_PREFIX.length).split('.'));
  return (event, test) => Object.hasOwn(event, field) && someElement(event[field], test);
}

/** Reader of everything in the event that is text to a reader of logs: not its addresses, times and typed numbers. */
export function textReader(): ValueReader {
  return (event, test) => Object.keys(event).some((field) => isText(field) && someLeaf(event[field], test));
}

/** May free words be found in this field? */
export function isText(field: string): boolean {
  const type = fieldSpec(field)?.type;
  return type === undefined || type === 'keyword' || type === 'text' || type === 'flattened';
}

function detailReader(segments: readonly string[]): ValueReader {
  const suffixes = segments.map((_, from) =>
    segments.slice(from).map((_, length) => segments.slice(from, from + length + 1).join('.')),
  );
  const step = (value: FieldValue | undefined, from: number, test: ValueTest): boolean => {
    if (from === segments.length) return someElement(value, test);
    if (isList(value)) return value.some((element) => step(element, from, test));
    if (!isObject(value)) return false;
    return suffixes[from]!.some((key, more) => Object.hasOwn(value, key) && step(value[key], from + more + 1, test));
  };
  return (event, test) => step(event.details, 0, test);
}

function someElement(value: FieldValue | undefined, test: ValueTest): boolean {
  if (isList(value)) return value.some((element) => someElement(element, test));
  return isScalar(value) && test(value);
}

function someLeaf(value: FieldValue | undefined, test: ValueTest): boolean {
  if (isList(value)) return value.some((element) => someLeaf(element, test));
  if (isObject(value)) return Object.values(value).some((element) => someLeaf(element, test));
  return isScalar(value) && test(value);
}

function isScalar(value: FieldValue | undefined): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isList(value: FieldValue | undefined): value is readonly FieldValue[] {
  return Array.isArray(value);
}

function isObject(value: FieldValue | undefined): value is { readonly [key: string]: FieldValue } {
  return typeof value === 'object' && value !== null;
}
