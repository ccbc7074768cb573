import type { JsonRecord } from '@tocsin/plugin-kit';

/** What every Windows event says beside its own data. */
export type SystemField =
  | 'provider'
  | 'providerGuid'
  | 'channel'
  | 'eventId'
  | 'version'
  | 'level'
  | 'task'
  | 'opcode'
  | 'keywords'
  /** In UTC, as Windows writes it. */
  | 'time'
  /** By the clock of the host, as some shippers turn it. */
  | 'localTime'
  | 'recordId'
  | 'activityId'
  | 'computer'
  | 'processId'
  | 'threadId'
  | 'userId'
  | 'userName'
  | 'userDomain'
  | 'audit'
  | 'api'
  | 'message';

export type SystemValues = Readonly<Partial<Record<SystemField, unknown>>>;
export type EventData = Readonly<Record<string, string | readonly string[]>>;

/** A Windows event in one shape, whichever shipper wrote it. */
export interface WindowsRecord {
  readonly system: SystemValues;
  /** What events of its kind have of their own, under Windows' names. */
  readonly data: EventData;
  /** What the shipper added. */
  readonly rest: JsonRecord;
}

/** Takes the parts of a record together. Objects without a prototype: names are the shipper's, `__proto__` may be one. */
export class WindowsRecordBuilder implements WindowsRecord {
  readonly system: Partial<Record<SystemField, unknown>> = {};
  readonly data = Object.create(null) as Record<string, string | readonly string[]>;
  readonly rest = Object.create(null) as Record<string, unknown>;

  setSystem(field: SystemField, value: unknown): void {
    if (saysSomething(value)) this.system[field] ??= value;
  }

  /** Numbers and booleans become text: one shipper sends them so, another as text. Objects are opened. */
  setData(name: string, value: unknown, depth = 0): void {
    const text = textOf(value);
    if (text !== undefined) this.data[withoutBlanks(name)] ??= text;
    else if (Array.isArray(value)) this.setList(name, value, depth);
    else if (isRecord(value) && depth < MAX_DEPTH)
      for (const [inner, one] of Object.entries(value)) this.setData(`${name}.${inner}`, one, depth + 1);
  }

  private setList(name: string, values: readonly unknown[], depth: number): void {
    const texts = values.map(textOf).filter((text) => text !== undefined);
    if (texts.length === values.length) this.data[withoutBlanks(name)] ??= texts;
    else if (depth < MAX_DEPTH)
      for (const [index, one] of values.entries()) this.setData(`${name}.${index}`, one, depth + 1);
  }
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

const MAX_DEPTH = 4;

/** Defender's names have blanks; rules ask for them without. */
function withoutBlanks(name: string): string {
  return name.includes(' ') ? name.replaceAll(' ', '') : name;
}

export function saysSomething(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
