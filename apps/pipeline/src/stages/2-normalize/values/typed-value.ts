import type { FieldSpec, FieldType, FieldValue } from '@tocsin/event-model';

import { parseTime, type TimeFrame } from '../time/parse-time';
import { readAddress } from './address';

type Scalar = string | number | boolean;

const WHOLE = /^[+-]?\d{1,16}$/;
const DECIMAL = /^[+-]?\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?$/;

/** A value in the type of a field, repaired where that loses nothing; `undefined` when it does not fit. */
export function fitValue(spec: FieldSpec, value: unknown, frame: TimeFrame): FieldValue | undefined {
  if (!Array.isArray(value) || isPlace(spec, value)) return fitOne(spec.type, value, frame);
  const fitted = value.map((one: unknown) => fitOne(spec.type, one, frame));
  return fitted.includes(undefined) ? undefined : (fitted as FieldValue[]);
}

function isPlace({ type }: FieldSpec, [first]: readonly unknown[]): boolean {
  return type === 'geo_point' && typeof first === 'number';
}

function fitOne(type: FieldType, value: unknown, frame: TimeFrame): FieldValue | undefined {
  switch (type) {
    case 'keyword':
    case 'text':
      return isScalar(value) ? String(value) : undefined;
    case 'ip':
      return readAddress(value);
    case 'long':
      return readWhole(value);
    case 'double':
      return readDecimal(value);
    case 'date':
      return readDate(value, frame);
    case 'boolean':
      return readBoolean(value);
    case 'geo_point':
      return readPlace(value);
    case 'flattened':
      return undefined;
  }
}

/** A whole number, from a number or its text. */
export function readWhole(value: unknown): number | undefined {
  const number = typeof value === 'string' && WHOLE.test(value.trim()) ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
}

/** A number, from a number or its text. */
export function readDecimal(value: unknown): number | undefined {
  const number = typeof value === 'string' && DECIMAL.test(value.trim()) ? Number(value) : value;
  return Number.isFinite(number) ? (number as number) : undefined;
}

function readDate(value: unknown, frame: TimeFrame): string | undefined {
  const instant = parseTime(value, frame);
  return instant === undefined ? undefined : new Date(instant).toISOString();
}

function readBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' && value.length <= 5 ? value.toLowerCase() : value;
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

/** A place as an object, as the text `lat,lon`, or as GeoJSON's list, which has the longitude first. */
function readPlace(value: unknown): FieldValue | undefined {
  const [lat, lon] = coordinatesOf(value).map(readDecimal);
  if (lat === undefined || lon === undefined) return undefined;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined;
}

function coordinatesOf(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return value.length > 60 ? [] : value.split(',', 2).map((one) => one.trim());
  if (Array.isArray(value)) return value.length === 2 ? [value[1], value[0]] : [];
  if (typeof value !== 'object' || value === null) return [];
  const { lat, lon } = value as { lat?: unknown; lon?: unknown };
  return [lat, lon];
}

function isScalar(value: unknown): value is Scalar {
  return (
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  );
}
