import { textOf } from '../text/text-event';

/** A JSON object as it was read: nothing is known of its members. */
export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

/** A member under its name in OTLP/JSON or, as some senders write it, its name in the .proto file. */
export function memberOf(object: Json, name: string): unknown {
  return object[name] ?? object[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
}

/** A text; from protobuf it comes as bytes. */
export function textValue(value: unknown): unknown {
  return value instanceof Uint8Array ? textOf(Buffer.from(value.buffer, value.byteOffset, value.byteLength)) : value;
}

/** The hexadecimal digits of an id; JSON has them already. */
export function hexValue(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}

/** The value an AnyValue holds. What is none stays as it came. */
export function plainValue(any: unknown): unknown {
  if (!isObject(any)) return any ?? null;
  const text = memberOf(any, 'stringValue');
  if (text !== undefined) return textValue(text);
  const whole = memberOf(any, 'intValue');
  if (whole !== undefined) return numberOf(whole);
  const array = memberOf(any, 'arrayValue');
  if (isObject(array)) return listOf(array).map(plainValue);
  const pairs = memberOf(any, 'kvlistValue');
  if (isObject(pairs)) return Object.fromEntries(attributesOf(listOf(pairs)));
  const bytes = memberOf(any, 'bytesValue');
  if (bytes instanceof Uint8Array) return Buffer.from(bytes).toString('base64');
  const other = bytes ?? memberOf(any, 'boolValue') ?? memberOf(any, 'doubleValue');
  return other ?? (Object.keys(any).length === 0 ? null : any);
}

/** Attributes by their keys. One that is told twice is kept twice, under a longer name. */
export function attributesOf(list: unknown): Map<string, unknown> {
  const attributes = new Map<string, unknown>();
  if (isObject(list)) return new Map(Object.entries(list));
  for (const pair of Array.isArray(list) ? (list as unknown[]) : []) {
    let key = isObject(pair) ? keyOf(pair) : '';
    while (attributes.has(key)) key += '_';
    attributes.set(key, isObject(pair) ? plainValue(pair['value']) : pair);
  }
  return attributes;
}

function keyOf(pair: Json): string {
  const key = textValue(pair['key']);
  return typeof key === 'string' ? key : JSON.stringify(key ?? '');
}

function listOf(values: Json): readonly unknown[] {
  const list = values['values'];
  return Array.isArray(list) ? (list as unknown[]) : [];
}

/** Whole numbers travel as text in JSON, because a double does not hold them all. */
function numberOf(whole: unknown): unknown {
  const number = typeof whole === 'string' && /^-?\d{1,19}$/.test(whole) ? Number(whole) : undefined;
  return Number.isSafeInteger(number) ? number : whole;
}
